"""Rows of dates that stand above their headings, as where a table was sorted with the headings in it."""

import re

from webapp.calendar.tables import columns as c
from webapp.calendar.tables.columns import HEADINGS, Columns, meaning_of, value_of, values_of
from webapp.calendar.tables.said import Habits, UnclearError
from webapp.calendar.tables.spans import when_in
from webapp.calendar.types import DateFault, FoundDate
from webapp.foundation.spreadsheets import Row, Table, belonging_beneath
from webapp.foundation.spreadsheets.headings import quoted
from webapp.foundation.text import one_line

_OF_DAYS = (c.DAY, c.FROM, c.LAST_DAY, c.UNTIL)
_NO_DAYS = frozenset({DateFault.NO_DAY, DateFault.DAY_UNREADABLE, DateFault.TIME_UNREADABLE})
_MONTH = "(?:jan|feb|mär|maer|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec)[^\\W\\d_]{0,7}"
_HOLDS_A_DAY = re.compile(
    rf"\d{{1,2}}\s?[./]\s?(?:\d{{1,2}}\b|{_MONTH})"  # 10.06, 10. Juni, 10/06
    rf"|\d{{1,2}}\.?\s?(?:[-–+,&/]|bis|und|to|and)\s?\d{{1,2}}\."  # 10.–12.
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}|{_MONTH}\.?\s\d{{1,2}}\b|\d{{4}}-\d\d-\d\d",
    re.IGNORECASE,
)
_LONGEST_TITLE = 200


def rows_above(table: Table, columns: Columns, habits: Habits) -> list[Row]:
    """The rows above the headings that are dates, not titles: a day in its column, with anything beside it."""
    known = {place for places in columns.values() for place in places}
    return belonging_beneath(table.above, lambda row: _is_date(row, columns, habits), known, HEADINGS)


def date_above(row: Row, columns: Columns, *, number: int) -> FoundDate:
    """The row with its fault: nobody knows whether all of it was meant by these headings."""
    return FoundDate(
        number=number,
        row=row.number,
        title=one_line(value_of(row.cells, columns, c.TITLE))[:_LONGEST_TITLE],
        starts=None,
        ends=None,
        faults=(DateFault.ABOVE_HEADINGS,),
        quotes={DateFault.ABOVE_HEADINGS.value: quoted(" / ".join(filter(None, row.cells)))},
    )


def _is_date(row: Row, columns: Columns, habits: Habits) -> bool:
    """True for a day with anything beside it; „Stand:“ and „Datum“ beside a day are those of the whole table."""
    beside = values_of(row.cells, columns, *(what for what in columns if what not in _OF_DAYS))
    return any(map(_says_something, beside)) and _has_day(row, columns, habits)


def _says_something(said: str) -> bool:
    return not said.endswith(":") and meaning_of(said) not in {c.STATUS, c.DAY}


def _has_day(row: Row, columns: Columns, habits: Habits) -> bool:
    days = {what: places for what, places in columns.items() if what in _OF_DAYS}
    if any(map(_holds_a_day, values_of(row.cells, days, *days))):
        return True
    try:
        when_in(row.cells, days, habits)
    except UnclearError as unclear:
        return unclear.fault not in _NO_DAYS
    return True


def _holds_a_day(said: str) -> bool:
    """True for a day however it is written, also in words that can't be read; „Stand 10. Juni“ is that of the table."""
    first_word = said.partition(" ")[0].rstrip(":")
    return meaning_of(first_word) not in {c.STATUS, c.DAY} and _HOLDS_A_DAY.search(said) is not None
