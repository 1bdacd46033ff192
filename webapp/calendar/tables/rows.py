"""What a row of a table of dates says: read rightly, or with its faults named."""

import re
from collections.abc import Sequence
from functools import partial
from itertools import chain

from webapp.calendar.plain import plain_text
from webapp.calendar.statuses import hints_of_status
from webapp.calendar.tables import columns as c
from webapp.calendar.tables.abroad import may_have_lost_a_zero
from webapp.calendar.tables.capacities import capacity_of
from webapp.calendar.tables.columns import Columns, all_of, value_of, values_of
from webapp.calendar.tables.places import place_of, said_of_place
from webapp.calendar.tables.said import Habits, UnclearError
from webapp.calendar.tables.shares import clock_of
from webapp.calendar.tables.spans import OF_TIME, When, when_in
from webapp.calendar.tables.standing import faults_of_standing
from webapp.calendar.titles import faults_of_title, hints_of_remarks, hints_of_title
from webapp.calendar.types import DateFault, DateHint, FoundDate
from webapp.foundation.matching import folded
from webapp.foundation.spreadsheets import UNREADABLE, Row
from webapp.foundation.spreadsheets.headings import quoted
from webapp.foundation.text import lines, one_line

_POSTCODE = re.compile(r"(?:[A-Z]{1,2}-)?[A-Z0-9]{2,4}[ -]?[A-Z0-9]{1,4}")
_NO_SECONDS = re.compile(r"(?<=^\d\d:\d\d):00$")
_GERMAN_DIGITS, _LOST_A_ZERO = 5, 4
_HERE = frozenset({"", "d", "de", "deutschland", "germany"})
_OPEN = frozenset({"", "falsch", "false", "nein", "no", "0", "aus", "off", "normal", "offentlich", "public"})
_FREE = frozenset({c.TEXT, c.PLACE, c.WHERE, c.NAME})  # in which a remark may stand
_LENGTHS = {c.TITLE: 200, c.PLACE: 200, c.STREET: 200, c.CITY: 120, c.TEXT: 20_000}


def date_in(row: Row, head: Row, columns: Columns, habits: Habits, *, number: int) -> FoundDate:
    """What a row says; whatever can't be read rightly stands in `faults`."""
    unknown = sorted(row.formulas.intersection(chain.from_iterable(columns.values())))
    if unknown:
        return _unreckoned(row, columns, unknown, number=number)
    return _read(row, head, columns, habits, number=number)


def _unreckoned(row: Row, columns: Columns, places: Sequence[int], *, number: int) -> FoundDate:
    """A row of which nothing is certain before its formulas are reckoned."""
    title = next((row.cells[at] for at in columns.get(c.TITLE, ()) if at not in places and at < len(row.cells)), "")
    said = quoted(" / ".join(row.cells[at] for at in places))
    return FoundDate(
        number=number,
        row=row.number,
        title=one_line(title)[: _LENGTHS[c.TITLE]],
        starts=None,
        ends=None,
        faults=(DateFault.FORMULA,),
        quotes={DateFault.FORMULA.value: said},
    )


def _read(row: Row, head: Row, columns: Columns, habits: Habits, *, number: int) -> FoundDate:
    place, where = place_of(row.cells, columns)
    said = {c.TITLE: value_of(row.cells, columns, c.TITLE), **place}
    said[c.TEXT] = "\n\n".join(_texts(row.cells, head.cells, columns))
    faults, quotes = _faults_of_texts(row, columns, said), dict[str, str]()
    for fault, words in faults_of_standing(row, head, columns):
        faults.append(fault)
        quotes.setdefault(fault.value, words)
    _add_looks(faults, quotes, row, columns)
    noted = partial(_noted, faults, quotes)
    capacity = noted(capacity_of, all_of(row.cells, columns, c.CAPACITY)) or 0
    country = all_of(row.cells, columns, c.COUNTRY)
    postcode = noted(_postcode, said[c.POSTCODE], country, said[c.CITY]) or ""
    when = noted(when_in, row.cells, columns, habits) or When()
    hints = [*_hints(row, columns, said), *where.told(said[c.TEXT])]
    quotes |= dict.fromkeys(where.hints, quoted(said_of_place(row.cells, columns)))
    hints += [DateHint.RUNS_ON] if when.runs_on else []
    hints += [DateHint.POSTCODE_AS_WRITTEN] if len(postcode) == _LOST_A_ZERO and not country else []
    return FoundDate(
        number=number,
        row=row.number,
        title=one_line(said[c.TITLE]),
        starts=None if faults else when.starts,
        ends=None if faults else when.ends,
        all_day=when.whole_days,
        open_end=when.open_end,
        place=one_line(said[c.PLACE]),
        street=one_line(said[c.STREET]),
        postcode=postcode,
        city=one_line(said[c.CITY]),
        online=where.online,
        text=lines(said[c.TEXT]),
        capacity=capacity or None,
        faults=tuple(dict.fromkeys(faults)),
        hints=tuple(hint for hint in DateHint if hint in hints),
        quotes=quotes,
    )


def _noted(faults: list[DateFault], quotes: dict[str, str], read, *said):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN002, ANN202 - of any kind
    """What `read` makes of it; None when that is a fault."""
    try:
        return read(*said)
    except UnclearError as unclear:
        faults.append(unclear.fault)
        quotes[unclear.fault.value] = quoted(unclear.said)
        return None


def _faults_of_texts(row: Row, columns: Columns, said: dict[str, str]) -> list[DateFault]:
    faults = [DateFault.ROW_UNREADABLE] if row.broken else []
    if any(UNREADABLE in each for each in values_of(row.cells, columns, *columns)):
        faults.append(DateFault.LETTERS_UNREADABLE)
    if not one_line(said[c.TITLE]):
        faults.append(DateFault.NO_TITLE)
    if any(len(said[what]) > longest for what, longest in _LENGTHS.items()):
        faults.append(DateFault.TOO_LONG)
    return faults + faults_of_title(said[c.TITLE])


def _add_looks(faults: list[DateFault], quotes: dict[str, str], row: Row, columns: Columns) -> None:
    """Struck through is off, whichever cell that is read; what says nothing of its own is part of the row above."""
    struck = sorted(row.struck.intersection(chain.from_iterable(columns.values())))
    if struck:
        faults.append(DateFault.STRUCK)
        quotes[DateFault.STRUCK.value] = quoted(" / ".join(row.cells[place] for place in struck))
    if _is_carried(row, columns):
        faults.append(DateFault.MERGED)


def _is_carried(row: Row, columns: Columns) -> bool:
    """True where all that is told of what takes place and when stands in cells of the row above."""
    places = set(chain.from_iterable(columns.get(what, ()) for what in (c.TITLE, *OF_TIME)))
    told = {place for place, cell in enumerate(row.cells) if cell and place in places}
    return bool(told) and told <= row.carried


def _hints(row: Row, columns: Columns, said: dict[str, str]) -> list[DateHint]:
    """What somebody should look at; a remark may stand in any column, also in one that nobody reads."""
    read = {place for what, places in columns.items() if what not in _FREE for place in places}
    remarks = [*(cell for place, cell in enumerate(row.cells) if place not in read), *row.unseen.values()]
    hints = [*hints_of_title(one_line(said[c.TITLE])), *hints_of_remarks(remarks)]
    return hints + _marks(row.cells, columns)


def _marks(cells: Sequence[str], columns: Columns) -> list[DateHint]:
    """What calendar programs mark in columns of their own."""
    hints = [hint for status in values_of(cells, columns, c.STATUS) for hint in hints_of_status(status)]
    is_private = any(folded(said).strip() not in _OPEN for said in values_of(cells, columns, c.PRIVATE))
    return [*hints, *([DateHint.PRIVATE] if is_private else [])]


def _texts(cells: Sequence[str], head: Sequence[str], columns: Columns) -> list[str]:
    """What a row tells besides: when the doors open is no begin, a topic beside the title is no second title."""
    told = {
        place: one_line(cells[place])
        for what in (c.DOORS, c.TITLE, c.NAME, c.COUNTRY)
        for place in columns.get(what, ())
        if place < len(cells) and cells[place].strip()
    }
    title = value_of(cells, columns, c.TITLE)
    countries = columns.get(c.COUNTRY, ())
    known = {place for place, said in told.items() if said == one_line(title)}
    known |= {place for place in countries if folded(told.get(place, "")).strip() in _HERE}
    lines_told = [
        f"{one_line(head[at])}: {_NO_SECONDS.sub('', clock_of(said))}" for at, said in told.items() if at not in known
    ]
    return [*lines_told, *dict.fromkeys(map(plain_text, values_of(cells, columns, c.TEXT)))]


def _postcode(said: str, country: str, town: str) -> str:
    """The postcode; one of four digits has lost its zero as a number, unless anything says that it lies abroad."""
    bare = " ".join(said.upper().split()).removeprefix("D-")
    if not bare:
        return ""
    land = folded(country).strip()
    if bare.isdigit() and land in _HERE and len(bare) == _LOST_A_ZERO and bare[0] != "0":
        return f"0{bare}" if land or may_have_lost_a_zero(bare, town) else bare
    is_short = bare.isdigit() and land in _HERE and len(bare) != _GERMAN_DIGITS
    if is_short or not _POSTCODE.fullmatch(bare):
        raise UnclearError(DateFault.POSTCODE_UNREADABLE, said)
    return bare
