"""What stands above the headings of a table: titles, or rows that were sorted there."""

from collections.abc import Callable, Collection, Sequence

from webapp.foundation.spreadsheets.heads import Headings
from webapp.foundation.spreadsheets.types import Row


def belonging_beneath(
    above: Sequence[Row], holds: Callable[[Row], bool], known: Collection[int], headings: Headings
) -> list[Row]:
    """The rows above the headings that are none of a title, as where a table was sorted with its headings in it.

    `holds` says which of them surely are such; then others count as well that fill several of the `known` columns.
    """
    sure = {row.number for row in above if holds(row)}
    return [row for row in above if sure and (row.number in sure or _is_filled(row, known, headings))]


def _is_filled(row: Row, known: Collection[int], headings: Headings) -> bool:
    told = [cell for place, cell in enumerate(row.cells) if cell and place in known]
    return len(told) > 1 and not any(headings.means(cell) for cell in told)
