"""Dates from tables of elsewhere, row by row; what isn't understood is named, never guessed at."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from webapp.calendar.errors import DatesUnreadableError
from webapp.calendar.tables import columns as c
from webapp.calendar.tables.above import date_above, rows_above
from webapp.calendar.tables.columns import HEADINGS, columns_of, values_of
from webapp.calendar.tables.heads import MOST_ELEMENTS, SECONDS, head_seen, hidden_in, unread_in
from webapp.calendar.tables.orders import order_in
from webapp.calendar.tables.rows import date_in
from webapp.calendar.tables.said import Habits
from webapp.calendar.tables.shares import are_pointed, ones_in
from webapp.calendar.tables.signs import tidy
from webapp.calendar.types import FoundDate, NotRead
from webapp.foundation.spreadsheets import Budget, Row, Table, TableInvalidError, TableProblem, check, tables_in

_NEXT_SHEET = 10_000_000  # numbers of dates are unique; rows of several sheets are not


def dates_in_table(content: bytes, *, most: int, zone: str = "", unread: NotRead | None = None) -> Iterator[FoundDate]:
    """The dates of all sheets that have headings; DatesUnreadableError when there are none, or far too many rows.

    Moments in world time are told by the clock of `zone`; without one they can't be read. `unread` gets what
    nobody read.
    """
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        path, has_table = Path(file.name), False
        unread = unread if unread is not None else NotRead()
        try:
            check(path)
            budget = Budget(rows=2 * most, elements=MOST_ELEMENTS, seconds=SECONDS)
            for table in tables_in(path, HEADINGS, budget, left=unread.sheets):
                has_table = True
                yield from _dates(table, most, zone, unread)
            if not has_table:
                raise DatesUnreadableError(problem="no_columns", **head_seen(path))
        except TableInvalidError as refusal:
            problem = str(refusal.problem)
            raise DatesUnreadableError(problem=_PROBLEMS.get(problem, problem)) from None


_PROBLEMS = {TableProblem.TOO_MANY_ROWS.value: "too_many", TableProblem.TOO_LARGE.value: "unpacks_to_too_much"}


def _dates(table: Table, most: int, zone: str, unread: NotRead) -> Iterator[FoundDate]:
    columns = columns_of(table.head.cells)
    rows = [row for row in islice(_seen(table.rows, unread), most + 1) if row.cells != table.head.cells]
    unread.columns += unread_in(table.head.cells, columns, rows)
    unread.hidden_columns += hidden_in(table.head, rows)
    days = [text for row in rows for text in values_of(row.cells, columns, c.DAY, c.FROM, c.LAST_DAY, c.UNTIL)]
    times = [tidy(text) for row in rows for text in values_of(row.cells, columns, c.FROM, c.UNTIL, c.STARTS, c.ENDS)]
    habits = Habits(order_in(days), table.since_1904, zone, ones_in(times), are_pointed(times))
    first = table.place * _NEXT_SHEET
    above = _seen(iter(rows_above(table, columns, habits)), unread)
    found = chain(
        (date_above(row, columns, number=row.number + first) for row in above),
        (date_in(row, table.head, columns, habits, number=row.number + first) for row in rows),
    )
    yield from found if table.place == 0 else (replace(each, sheet=table.sheet) for each in found)


def _seen(rows: Iterator[Row], unread: NotRead) -> Iterator[Row]:
    """The rows that people see who open the table; the others, as a filter leaves them, are counted."""
    for row in rows:
        if row.hidden:
            unread.hidden_rows += 1
        else:
            yield row
