"""The headings of somebody's table of dates, where they lack something or nobody read what stands beneath."""

from collections.abc import Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from webapp.calendar.tables.columns import Columns, columns_of, lacking_in
from webapp.foundation.spreadsheets import Budget, Row, rows_of
from webapp.foundation.spreadsheets.headings import heading_or_letters, likeliest, named_columns, quoted

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
    hidden = [quoted(cell)[:_LONGEST_HEADING] for cell in rows[place].unseen.values()][:_MOST_HEADINGS]
    return {
        "row": rows[place].number,
        "lacking": lacking_in(rows[place].cells),
        "headings": seen,
        **({"hidden": hidden} if hidden else {}),
    }


def unread_in(head: Sequence[str], columns: Columns, rows: Sequence[Row]) -> list[str]:
    """The headings of columns in which something stands and that mean nothing to us."""
    return named_columns(head, known=set(chain.from_iterable(columns.values())), rows=[row.cells for row in rows])


def hidden_in(head: Row, rows: Sequence[Row]) -> list[str]:
    """The headings of columns in which something stands and that nobody sees."""
    full = sorted({place for row in rows for place in row.unseen})
    return [heading_or_letters(head.unseen.get(place, ""), place) for place in full]
