"""What is doubtful in a date that was read, and what would help."""

from flask_babel import lazy_gettext as _l

from webapp.calendar.types import DateFault, DateHint

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
