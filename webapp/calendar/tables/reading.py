"""Dates from tables of elsewhere, row by row; what isn't understood is named, never guessed at."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from webapp.calendar.errors import DatesUnreadableError
from webapp.calendar.tables import columns as c
from webapp.calendar.tables.columns import Columns, columns_of, is_head, lacking_in, values_of
from webapp.calendar.tables.moments import order_in
from webapp.calendar.tables.rows import date_in
from webapp.calendar.tables.said import Habits
from webapp.calendar.types import FoundDate
from webapp.foundation import spreadsheets
from webapp.foundation.spreadsheets import Budget, Row, Table, TableInvalidError, TableProblem, tables_in
from webapp.foundation.spreadsheets.headings import likeliest, quoted

_LONGEST_HEADING, _MOST_HEADINGS = 60, 12
_HEAD_WITHIN = 50
_SECONDS = 10  # somebody waits for the page
_MOST_ELEMENTS = 600_000
_NEXT_SHEET = 10_000_000  # numbers of dates are unique; rows of several sheets are not


def dates_in_table(
    content: bytes, *, most: int, zone: str = "", unread: list[str] | None = None
) -> Iterator[FoundDate]:
    """The dates of all sheets that have headings; DatesUnreadableError when there are none, or far too many rows.

    Moments in world time are told by the clock of `zone`; without one they can't be read. `unread` gets the headings of
    columns in which something stands that nobody read.
    """
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        path, has_table = Path(file.name), False
        try:
            spreadsheets.check(path)
            budget = Budget(rows=2 * most, elements=_MOST_ELEMENTS, seconds=_SECONDS)
            for table in tables_in(path, is_head, budget):
                has_table = True
                yield from _dates(table, most, zone, unread if unread is not None else [])
            if not has_table:
                raise DatesUnreadableError(problem="no_columns", **_head_seen(path))
        except TableInvalidError as refusal:
            problem = str(refusal.details["problem"])
            raise DatesUnreadableError(problem=_PROBLEMS.get(problem, problem)) from None


_PROBLEMS = {TableProblem.TOO_MANY_ROWS.value: "too_many", TableProblem.TOO_LARGE.value: "unpacks_to_too_much"}


def _head_seen(path: Path) -> dict[str, Any]:
    """What was found instead of headings, and what that lacks."""
    rows = list(islice(spreadsheets.rows_of(path, Budget(elements=_MOST_ELEMENTS, seconds=_SECONDS)), _HEAD_WITHIN))
    place = likeliest([row.cells for row in rows], columns_of)
    if place is None:
        return {}
    seen = [quoted(cell)[:_LONGEST_HEADING] for cell in rows[place].cells if cell.strip()][:_MOST_HEADINGS]
    return {"row": rows[place].number, "lacking": lacking_in(rows[place].cells), "headings": seen}


def _dates(table: Table, most: int, zone: str, unread: list[str]) -> Iterator[FoundDate]:
    columns = columns_of(table.head.cells)
    rows = [row for row in islice(table.rows, most + 1) if row.cells != table.head.cells]
    unread += _unread(table.head.cells, columns, rows)
    days = [text for row in rows for text in values_of(row.cells, columns, c.DAY, c.FROM, c.LAST_DAY, c.UNTIL)]
    habits = Habits(order_in(days), table.since_1904, zone)
    for row in rows:
        number = row.number + table.place * _NEXT_SHEET
        found = date_in(row, table.head.cells, columns, habits, number=number)
        yield found if table.place == 0 else _on(table.sheet, found)


def _unread(head: Sequence[str], columns: Columns, rows: Sequence[Row]) -> list[str]:
    """The headings of columns in which something stands and that mean nothing to us."""
    known = {place for places in columns.values() for place in places}
    full = {place for row in rows for place, cell in enumerate(row.cells) if cell.strip()}
    headings = (" ".join(_heading(head, place).split())[:_LONGEST_HEADING] for place in sorted(full - known))
    return list(dict.fromkeys(headings))


def _heading(head: Sequence[str], place: int) -> str:
    """What stands above a column, or its letters where nothing does."""
    said = head[place].strip() if place < len(head) else ""
    letters = ""
    while not said and place >= 0:
        place, letter = place // 26 - 1, place % 26
        letters = chr(ord("A") + letter) + letters
    return said or letters


def _on(sheet: str, found: FoundDate) -> FoundDate:
    return replace(found, sheet=sheet)
