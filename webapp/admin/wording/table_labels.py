"""Words for what keeps a table, or a date of one, from being taken."""

from flask_babel import lazy_gettext as _l

from webapp.foundation.spreadsheets import TableProblem

TABLE_PROBLEMS = {
    TableProblem.NO_TABLE.value: _l("We can’t read this file. Please save it as .xlsx or .csv and try again."),
    TableProblem.TOO_LARGE.value: _l("This file is too large when unpacked. Please upload the table on its own."),
    TableProblem.SUSPICIOUS.value: _l(
        "This file links to other files. Please save the table as a new file and try again."
    ),
    TableProblem.TOO_LONG.value: _l("Reading this file takes too long. Please send the table alone."),
    TableProblem.TOO_MANY_ROWS.value: _l("The table has more than 100,000 rows. Please split it."),
    TableProblem.OLD_WORKBOOK.value: _l(
        "This is an Excel file in the old .xls format. Please open it, save it as .xlsx or .csv and upload that file."
    ),
    TableProblem.BINARY_WORKBOOK.value: _l(
        "This is an Excel file in the .xlsb format. Please open it, save it as .xlsx or .csv and upload that file."
    ),
    TableProblem.XML_WORKBOOK.value: _l(
        "This is an Excel file in the old XML format. Please open it, save it as .xlsx or .csv and upload that file."
    ),
    TableProblem.LOCKED_WORKBOOK.value: _l(
        "This file is protected by a password. Please save it without one, as .xlsx or .csv, and upload that file."
    ),
    TableProblem.OPEN_DOCUMENT.value: _l(
        "This is an OpenDocument table (.ods). Please open it, save it as .xlsx or .csv and upload that file."
    ),
    TableProblem.NUMBERS.value: _l(
        "This is a Numbers file. Please export it from Numbers as .xlsx or .csv and upload that file."
    ),
    TableProblem.WEB_PAGE.value: _l(
        "This is a web page, even if its name ends in .xls. Please open it in Excel, save it as .xlsx or .csv and "
        "upload that file."
    ),
    TableProblem.DOCUMENT.value: _l(
        "This is a document or a picture, not a table. Please save the table as .xlsx or .csv and upload that file."
    ),
    TableProblem.CARDS.value: _l("This is an address book (.vcf). Please export it as .csv and upload that file."),
    TableProblem.CALENDAR.value: _l(
        "This is a calendar, not a table of people. Please upload a table (.xlsx or .csv)."
    ),
    TableProblem.PACKED.value: _l("This is a packed folder. Please unpack it and upload the file in it."),
}

LIST_PROBLEMS = {
    "no_addresses": _l("The table needs a row of column headings. We couldn’t find “Name” or “Email” in it."),
    "closed": _l("Registration was closed meanwhile, so no one else was invited."),
    "failed": _l("We tried several times and couldn’t read this table. Please save it as a new file and try again."),
}


DATES_PROBLEMS = {
    "none": _l("Please choose a file."),
    "too_large": _l("The file is larger than 5 MB. Please split it."),
    "too_many": _l("The file has more than 2,000 events. Please split it."),
    "nothing_in_it": _l("We found no events in this file."),
    "all_hidden": _l("All rows of this table are hidden. Please show them, save the table and try again."),
    "no_columns": _l("The table needs a row of column headings. We couldn’t find “Title” or “Date” in it."),
    "unpacks_to_too_much": _l("This file is too large when unpacked. Please upload the table on its own."),
    "no_table": _l("We can’t read this file. Please save it as .ics, .xlsx or .csv and try again."),
    "too_much_work": _l("We can’t read this calendar in a reasonable time. Please export a shorter period."),
}
