"""The headings of a table, which may stand in two rows: „Datum“ above „Tag“ and „Uhrzeit“."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from webapp.foundation.spreadsheets.types import Row

_WITHIN = 50  # rows: titles, dates of printing and the like stand above the headings
_NO_HEADING = re.compile(r"@|\b\d{1,2}[./]\s?\d{1,2}[./]|\b\d{4}-\d\d-\d\d")


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


@dataclass(frozen=True, slots=True)
class Headed:
    """The row with the headings needed, the rows beneath it, and those above; all are beneath where there is none."""

    head: Row | None
    rows: Iterator[Row]
    above: Sequence[Row] = ()


def head_of(rows: Iterator[Row], headings: Headings) -> Headed:
    """The rows by the first one with the headings needed. Looks at 50 rows.

    One that nobody sees counts where there is no other. What is struck through heads nothing.
    """
    first = list(islice(rows, _WITHIN + 1))
    found = _seen_head(first, rows, headings) or _any_head(first, rows, headings)
    return found or Headed(None, chain(first, rows))


def _seen_head(first: Sequence[Row], rows: Iterator[Row], headings: Headings) -> Headed | None:
    above: Row | None = None
    for place, row in enumerate(map(_unstruck, first)):
        if row.hidden:
            continue
        beneath, both = chain(first[place + 1 :], rows), _with_above(above, row, headings)
        if both is not row:
            return Headed(both, beneath, first[:place])
        if headings.is_head(row.cells):
            return Headed(*_with_next(row, beneath, headings), first[:place])
        above = row
    return None


def _any_head(first: Sequence[Row], rows: Iterator[Row], headings: Headings) -> Headed | None:
    heads = ((place, row) for place, row in enumerate(map(_unstruck, first)) if headings.is_head(row.cells))
    return next((Headed(row, chain(first[place + 1 :], rows), first[:place]) for place, row in heads), None)


def _unstruck(row: Row) -> Row:
    cells = ("" if place in row.struck else said for place, said in enumerate(row.cells))
    return replace(row, cells=tuple(cells)) if row.struck else row


def _with_above(above: Row | None, row: Row, headings: Headings) -> Row:
    """Both rows as headings where they are some; the row alone beneath anything else, as the title of a table is."""
    if above is None or above.number + 1 != row.number or _is_title(above, row, headings):
        return row
    both = _joined(above, row, headings) if _is_second(above, row, headings) else row
    return both if headings.is_head(both.cells) else row


def _is_title(above: Row, row: Row, headings: Headings) -> bool:
    """True for a single cell that isn't meant for some columns alone, and for a day or an address above headings."""
    if headings.is_head(row.cells) and any(map(_NO_HEADING.search, above.cells)):
        return True
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
    own = [place for place, said in enumerate(row.cells) if said and place not in row.carried]
    known = [place for place in own if _means(top, row, place, headings)]
    if not all(place in known or _may_be_heading(top, row, place, headings) for place in own):
        return False
    beneath = [_above(top, place) for place in known]
    return any(spans or not above for above, spans in beneath) or 1 < len(known) == len(own)


def _means(top: Row, row: Row, place: int, headings: Headings) -> bool:
    said, (above, _) = row.cells[place], _above(top, place)
    return (headings.means(said) or headings.means(f"{above} {said}")) is not None


def _may_be_heading(top: Row, row: Row, place: int, headings: Headings) -> bool:
    """True for words that mean nothing where no heading above says what stands beneath it."""
    said, (above, spans) = row.cells[place], _above(top, place)
    return not any(map(str.isdigit, said)) and "@" not in said and (spans or headings.means(above) is None)


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
