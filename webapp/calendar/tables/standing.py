"""What all columns together say about whether a date takes place, also those that nobody sees."""

from collections.abc import Iterator

from webapp.calendar.statuses import faults_of_status
from webapp.calendar.tables import columns as c
from webapp.calendar.tables.columns import Columns
from webapp.calendar.tables.marks import HELD, MOVED, OFF, faults_of_mark
from webapp.calendar.types import DateFault
from webapp.foundation.spreadsheets import Row
from webapp.foundation.spreadsheets.headings import quoted

_SAID = (c.STATUS, OFF, MOVED, HELD)


def faults_of_standing(row: Row, head: Row, columns: Columns) -> Iterator[tuple[DateFault, str]]:
    """Why a date isn't taken over as it is, each with the words that say so."""
    for what, heading, said in (*_seen(row, head, columns), *_unseen(row, head)):
        if what == c.STATUS:
            yield from ((fault, quoted(said)) for fault in faults_of_status(said))
        else:
            yield from ((fault, quoted(f"{heading}: {said}")) for fault in faults_of_mark(what, said))


def _seen(row: Row, head: Row, columns: Columns) -> Iterator[tuple[str, str, str]]:
    for what in _SAID:
        for place in columns.get(what, ()):
            if place < len(row.cells) and (said := row.cells[place].strip()):
                yield what, head.cells[place], said


def _unseen(row: Row, head: Row) -> Iterator[tuple[str, str, str]]:
    """What is called off stays so where nobody sees the column that says it."""
    for place, said in row.unseen.items():
        heading = head.unseen.get(place, "")
        if (what := c.standing_of(heading)) is not None:
            yield what, heading, said
