"""The headings of somebody's table of dates, where they lack something or nobody read what stands beneath."""

from collections.abc import Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from webapp.calendar.tables.columns import Columns, columns_of, lacking_in
from webapp.foundation.spreadsheets import Budget, Row, rows_of
from webapp.foundation.spreadsheets.headings import likeliest, quoted

SECONDS = 10  # somebody waits for the page
MOST_ELEMENTS = 600_000
_LONGEST_HEADING, _MOST_HEADINGS = 60, 12
_WITHIN = 50  # rows among which headings are looked for


def head_seen(path: Path) -> dict[str, Any]:
    """What was found instead of headings, and what that lacks."""
    rows = list(islice(rows_of(path, Budget(elements=MOST_ELEMENTS, seconds=SECONDS)), _WITHIN))
    place = likeliest([row.cells for row in rows], columns_of)
    if place is None:
        return {}
    seen = [quoted(cell)[:_LONGEST_HEADING] for cell in rows[place].cells if cell.strip()][:_MOST_HEADINGS]
    return {"row": rows[place].number, "lacking": lacking_in(rows[place].cells), "headings": seen}


def unread_in(head: Sequence[str], columns: Columns, rows: Sequence[Row]) -> list[str]:
    """The headings of columns in which something stands and that mean nothing to us."""
    known = set(chain.from_iterable(columns.values()))
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
