"""Words for what keeps a table, or a date of one, from being taken."""

from flask_babel import lazy_gettext as _l

from webapp.calendar.types import DateFault, DateHint
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

DATE_FAULTS = {
    DateFault.NO_TITLE.value: _l("The title is missing."),
    DateFault.NO_DAY.value: _l("The date is missing."),
    DateFault.DAY_UNREADABLE.value: _l("We can’t read the date. Please write it like this: 06.05.2027."),
    DateFault.TIME_UNREADABLE.value: _l("We can’t read the time. Please write it like this: 15:00."),
    DateFault.ENDS_BEFORE.value: _l("The end must be after the start."),
    DateFault.DAY_AMBIGUOUS.value: _l("Which number is the day? Please write the date as in 6.5.2027."),
    DateFault.WEEKDAY_DIFFERS.value: _l("The date falls on another weekday. Which of the two is right?"),
    DateFault.SEVERAL_DAYS.value: _l("These are several dates. Please give each one a row of its own."),
    DateFault.DAYS_DIFFER.value: _l("The row names two different dates. Which of the two is right?"),
    DateFault.TIMES_DIFFER.value: _l("The row names two different times. Which of the two is right?"),
    DateFault.NO_BEGIN.value: _l("It says when it ends, but not when it begins."),
    DateFault.HOUR_SKIPPED.value: _l(
        "This hour does not exist on that day because the clocks go forward. Please choose another time."
    ),
    DateFault.HOURS_OF_EACH_DAY.value: _l(
        "Are these hours meant for each day? Please give each day a row of its own. If it runs on overnight, please "
        "write start and end with their days: 10.06.2027 9:00 – 11.06.2027 17:00."
    ),
    DateFault.IS_CANCELLED.value: _l("It is cancelled."),
    DateFault.IS_MOVED.value: _l("It is moved. Please enter the new date."),
    DateFault.ZONE_UNKNOWN.value: _l("We don’t know its time zone."),
    DateFault.REPEATS_UNREADABLE.value: _l("We can’t read how it repeats. Please enter its dates yourself."),
    DateFault.REPEATS_APART.value: _l(
        "Its first date doesn’t fit how it repeats. Please check which dates are meant and enter them yourself."
    ),
    DateFault.REPEATS_ON.value: _l("It goes on repeating. Later dates were not imported."),
    DateFault.REPEATS_OVER.value: _l("All dates of this series are over."),
    DateFault.VERSIONS_DIFFER.value: _l("The file has several versions of this date. Which of them is right?"),
    DateFault.STATUS_UNCLEAR.value: _l("We don’t know what its status means. Please check whether it takes place."),
    DateFault.ROW_UNREADABLE.value: _l(
        "The cells of this row don’t fit the columns. Please check the row in your table."
    ),
    DateFault.LETTERS_UNREADABLE.value: _l("Something in this row can’t be read. Please enter it again."),
    DateFault.FORMULA.value: _l(
        "This cell holds a formula without a result. Please open the table in Excel or LibreOffice and save it once."
    ),
    DateFault.TOO_LONG.value: _l("A text in this row is too long."),
    DateFault.CAPACITY_UNREADABLE.value: _l(
        "We can’t read the number of places. Please write it as in 30, or “unlimited”."
    ),
    DateFault.POSTCODE_UNREADABLE.value: _l("We can’t read the postcode. Please write it as in 01067."),
    DateFault.STRUCK.value: _l("Something in this row is struck through."),
    DateFault.MERGED.value: _l(
        "Its cells are merged with those of the row above. Please split them if this is an event of its own."
    ),
    DateFault.ABOVE_HEADINGS.value: _l(
        "This row stands above the column headings. Please move the headings to the top and upload the table again."
    ),
}

DATE_HINTS = {
    DateHint.MAY_BE_OFF.value: _l("It may be cancelled or moved. Please check before you tick it."),
    DateHint.RUNS_ON.value: _l(
        "It runs on from the first day to the last, overnight too. If the hours are meant for each day, please give "
        "each day a row of its own."
    ),
    DateHint.HOUR_TWICE.value: _l(
        "The clocks go back that night and this hour comes twice. Unless the file says which one, we take the first."
    ),
    DateHint.POSTCODE_AS_WRITTEN.value: _l("We left the postcode as it is written. Please check it."),
    DateHint.SHORTENED.value: _l("A text was too long and has been shortened."),
    DateHint.NO_LINK.value: _l("It takes place online. We found no link for joining; please enter it in the draft."),
    DateHint.WHERE_UNCLEAR.value: _l("Please check the venue and the link for joining in the draft."),
    DateHint.LINK_IN_TEXT.value: _l(
        "The text contains a link for joining, and everyone can read the text. Please check it in the draft."
    ),
    DateHint.PRIVATE.value: _l("It is marked as private."),
    DateHint.TENTATIVE.value: _l("It is marked as tentative."),
    DateHint.FREE.value: _l("It is shown as free time in that calendar."),
    DateHint.AWAY.value: _l("It is marked as an absence."),
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
