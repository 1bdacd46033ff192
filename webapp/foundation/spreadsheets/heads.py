"""The headings of a table, which may stand in two rows: „Datum“ above „Tag“ and „Uhrzeit“."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from webapp.foundation.spreadsheets.types import Row

_WITHIN = 50  # rows: titles, dates of printing and the like stand above the headings


def _none(_: str) -> str | None:
    """No heading means anything, so that there are never two rows of them."""
    return None


@dataclass(frozen=True, slots=True)
class Headings:
    """What headings are to whoever reads a table: whether a row has those needed, and what each of them means.

    Those that mean something of `alone` say it as well where the heading above them says the same as both together.
    """

    is_head: Callable[[Sequence[str]], bool]
    means: Callable[[str], str | None] = _none
    alone: Collection[str] = ()


def head_of(rows: Iterator[Row], headings: Headings) -> tuple[Row, Iterator[Row]] | None:
    """The first row with the headings needed, and the rows beneath it; None when there is none. Looks at 50 rows."""
    before: Row | None = None
    for place, row in enumerate(rows):
        if not row.hidden:
            above = before if before is not None and before.number + 1 == row.number else None
            if headings.is_head(row.cells):
                return _with_next(_with_above(above, row, headings), rows, headings)
            if above is not None and _is_second(above, row, headings):
                both = _joined(above, row, headings)
                if headings.is_head(both.cells):
                    return both, rows
            before = row
        if place >= _WITHIN:
            break
    return None


def _with_above(above: Row | None, row: Row, headings: Headings) -> Row:
    """The headings with what stands above them, where that is more than the title of the table."""
    if above is None or _is_title(above, row) or not _is_second(above, row, headings):
        return row
    both = _joined(above, row, headings)
    return both if headings.is_head(both.cells) else row


def _is_title(above: Row, row: Row) -> bool:
    """True for a single cell that isn't meant for some of the columns alone."""
    spans = [last - first + 1 < len(row.cells) for first, last in above.wide]
    return sum(map(bool, above.cells)) <= 1 and not any(spans)


def _with_next(head: Row, rows: Iterator[Row], headings: Headings) -> tuple[Row, Iterator[Row]]:
    hidden: list[Row] = []
    for row in rows:
        if not row.hidden:
            if row.number == head.number + 1 and _is_second(head, row, headings):
                return _joined(head, row, headings), rows
            return head, chain(hidden, [row], rows)
        hidden.append(row)
        if len(hidden) >= _WITHIN:
            break
    return head, chain(hidden, rows)


def _is_second(top: Row, row: Row, headings: Headings) -> bool:
    """True where a row goes on with the headings above it: all of it fits them, and something is a heading itself."""
    known = 0
    goes_on = False
    own = {place: said for place, said in enumerate(row.cells) if said and place not in row.carried}
    for place, said in own.items():
        above, spans = _above(top, place)
        means = headings.means(said) or headings.means(f"{above} {said}")
        known += means is not None
        goes_on |= means is not None and (spans or not above)
        if means is None and (any(map(str.isdigit, said)) or "@" in said or (headings.means(above) and not spans)):
            return False
    return goes_on or (known > 1 and known == len(own))


def _above(top: Row, place: int) -> tuple[str, bool]:
    """What stands above a column, and whether it stands above its neighbours as well."""
    for first, last in top.wide:
        if first <= place <= last:
            return _cell(top, first), True
    return _cell(top, place), False


def _joined(top: Row, row: Row, headings: Headings) -> Row:
    """Both rows of headings as one."""
    width = max(len(top.cells), len(row.cells))
    cells = tuple(_heading(top, row, place, headings) for place in range(width))
    return replace(row, cells=cells, unseen={**top.unseen, **row.unseen}, carried=frozenset(), wide=())


def _heading(top: Row, row: Row, place: int, headings: Headings) -> str:
    said = "" if place in row.carried else _cell(row, place)
    above, spans = _above(top, place)
    if not said or not above:
        return said or _cell(top, place)
    both = f"{above} {said}"
    meant, together, own = headings.means(above), headings.means(both), headings.means(said)
    if together is not None and not (together == meant and own in headings.alone):
        return both
    # „Anreise“ above „Datum“ isn't the day of the event.
    return said if own is not None and (meant is not None or not spans) else both


def _cell(row: Row, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""
