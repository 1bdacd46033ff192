"""A row of somebody's table of people: who is meant, what keeps them from being invited, and what isn't read of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

from webapp.foundation.matching import folded
from webapp.foundation.spreadsheets import UNREADABLE, Row
from webapp.foundation.spreadsheets.headings import value_of
from webapp.registration.rules import companions, declining, joint_names, marked
from webapp.registration.rules import guests as rules
from webapp.registration.rules.declining import Asks, WhyNot
from webapp.registration.rules.guest_addresses import remark_beside, said_addresses
from webapp.registration.rules.nobody import is_nobody
from webapp.registration.rules.second_guests import seconds_in
from webapp.registration.services.guest_faults import fault
from webapp.registration.services.inviting import Guest, guest_problems
from webapp.registration.types import CategoryId, Problem

_LOST = re.compile(r"[^\W\d_]\?[^\W\d_]")  # „Dvo?ák“: another program has lost a letter
_ROW, _STATUS, _SECOND = "row", "status", "second"
_SEVERAL, _WHICH, _MARKED = "several", "which", "marked"
_NAMES = (rules.NAME, rules.TURNED_NAME, rules.FIRST_NAME, rules.LAST_NAME)
_REFUSES = {rules.EMAIL: marked.address_refuses, **dict.fromkeys(_NAMES, marked.name_refuses)}


@dataclass(frozen=True)
class Layout:
    """What the columns of a table are: `columns` by what they hold of a guest, `asks` by what they ask of them.

    `seconds` are the places of columns with further people, `unseen` what hidden columns ask, `hidden` their headings.
    """

    head: Sequence[str]
    columns: Mapping[str, int]
    asks: Mapping[int, Asks] = field(default_factory=dict)
    seconds: Sequence[int] = ()
    unseen: Mapping[int, Asks] = field(default_factory=dict)
    hidden: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def read(self) -> set[int]:
        """The places of all columns that are read."""
        return {*self.columns.values(), *self.asks, *self.seconds}


def layout_of(head: Row, columns: Mapping[str, object] | None = None) -> Layout:
    """What the columns below these headings are; `columns` as they were found before."""
    columns = rules.columns_of_guests(head.cells) if columns is None else _of_guests(columns)
    own = set(columns.values())
    others = {place: said for place, said in enumerate(head.cells) if place not in own}
    seconds = [place for place in rules.second_guests_in(head.cells, columns) if place in others]
    asks = {place: each for place, each in declining.asking_columns(others).items() if place not in seconds}
    return Layout(head.cells, columns, asks, seconds, declining.asking_columns(head.unseen), head.unseen)


def _of_guests(kept: Mapping[str, Any]) -> dict[str, int]:
    """What the columns hold of a guest; a list keeps other things beside it."""
    return {name: place for name, place in kept.items() if name in rules.KINDS or name.startswith(f"{rules.EMAIL} ")}


def guest_in(row: Row, layout: Layout, language: str, category_id: CategoryId | None) -> Guest:
    """Who is to be invited by a row. Where it names two people, only the first address is the first one's."""
    columns, addressed = layout.columns, _own_columns(row, layout)
    firm = value_of(row.cells, columns, rules.ORGANISATION)
    return Guest(
        name=joint_names.first_of(companions.alone(rules.name_in(row.cells, addressed))),
        email=rules.address_in(row.cells, addressed),
        organisation=firm if any(map(str.isalnum, firm)) else "",
        language=rules.language_in(row.cells, columns, language),
        category_id=category_id,
    )


def _own_columns(row: Row, layout: Layout) -> Mapping[str, int]:
    """The columns without addresses that may be somebody else's."""
    return rules.first_address_alone(layout.columns) if seconds_in(row.cells, layout.seconds) else layout.columns


def fault_of(row: Row, guest: Guest, layout: Layout) -> dict[str, object] | None:
    """What keeps a row from being taken."""
    if row.broken:
        return fault(_ROW, "unreadable", " / ".join(cell for cell in row.cells if cell))
    if unknown := sorted(row.formulas & layout.read):
        return fault(_ROW, "formula", " / ".join(row.cells[place] for place in unknown))
    names = (guest.name, guest.organisation, *rules.names_in(row.cells, layout.columns))
    letters = next((cell for cell in (*names, guest.email) if UNREADABLE in cell), "")
    letters = letters or next(filter(_LOST.search, names), "")
    found = _struck(row, layout) or (fault(_ROW, "letters", letters) if letters else None)
    found = found or _declined(row, layout) or _marked(row, layout) or _nobody(row, layout)
    return found or _fault_of_address(row, guest, layout) or _merged(row, layout)


def notes_of(row: Row, layout: Layout) -> list[dict[str, object]]:
    """What isn't read of a row that is taken, or may be more than it is taken for: people, or a language not ours."""
    second, said = seconds_in(row.cells, layout.seconds), rules.unknown_language_in(row.cells, layout.columns)
    name = rules.name_in(row.cells, layout.columns)
    own = companions.alone(name)
    left, nameless = list[str](), [companions.companion_in(name)]
    for each in (joint_names.further_in(own), second):
        (nameless if companions.is_nameless(each) else left).append(each)
    told = (
        (_SECOND, "left", " / ".join(filter(None, left))),
        (_SECOND, "unnamed", " / ".join(filter(None, nameless))),
        (rules.NAME, "wrapped", own if joint_names.is_wrapped(own) else ""),
        (rules.LANGUAGE, "unknown", said),
        (rules.EMAIL, "left", _left_beside(row, layout, name)),
    )
    return [fault(*each) for each in told if each[-1]]


def _left_beside(row: Row, layout: Layout, name: str) -> str:
    """What stands behind an address and is neither read nor said of the person anyway."""
    said = next(iter(said_addresses(row.cells, _own_columns(row, layout))), "")
    known = folded(f"{name} {value_of(row.cells, layout.columns, rules.ORGANISATION)}").split()
    remark = remark_beside(said)
    return "" if set(folded(remark).split()) <= set(known) else remark


def _struck(row: Row, layout: Layout) -> dict[str, object] | None:
    struck = sorted(row.struck & layout.read)
    return fault(_ROW, "struck", " / ".join(row.cells[place] for place in struck)) if struck else None


def _declined(row: Row, layout: Layout) -> dict[str, object] | None:
    asked = [(asks, layout.head[place], _cell(row, place)) for place, asks in layout.asks.items()]
    asked += [(asks, "", row.unseen.get(place, "")) for place, asks in layout.unseen.items()]
    for asks, heading, said in asked:
        if (why := declining.why_not(asks, said)) is not None:
            return fault(_STATUS, why.value, ": ".join(part for part in (heading, said) if part))
    refusal = next((said for heading, said in _others(row, layout) if _says_no(heading, said)), None)
    return None if refusal is None else fault(_STATUS, WhyNot.REFUSED.value, refusal)


def _says_no(heading: str, said: str) -> bool:
    return declining.says_no(heading, said) or (not declining.is_remark(heading) and marked.cell_refuses(said))


def _marked(row: Row, layout: Layout) -> dict[str, object] | None:
    """What stands within the cells that are read, and isn't part of a name, a firm or an address."""
    columns = _own_columns(row, layout)
    if invalid := _called_invalid(row, layout):
        return fault(rules.EMAIL, _MARKED, invalid)
    for what, place in columns.items():
        if (said := _cell(row, place)) and _REFUSES.get(what.partition(" ")[0], marked.firm_refuses)(said):
            return fault(_STATUS, WhyNot.REFUSED.value, said)
    name = next((said for said in _names(row, layout) if marked.may_be_dead(said)), "")
    return fault(rules.NAME, _MARKED, name) if name else None


def _called_invalid(row: Row, layout: Layout) -> str:
    """What says that the address is no good: beside it, or as a remark."""
    addresses = filter(marked.is_called_invalid, said_addresses(row.cells, _own_columns(row, layout)))
    remarks = (said for heading, said in _others(row, layout) if declining.is_remark(heading))
    return next(chain(addresses, filter(marked.remark_calls_invalid, remarks)), "")


def _names(row: Row, layout: Layout) -> Iterator[str]:
    return (_cell(row, layout.columns[what]) for what in _NAMES if what in layout.columns)


def _others(row: Row, layout: Layout) -> Iterator[tuple[str, str]]:
    """Headings and cells of what isn't read otherwise."""
    read = layout.read
    for place, said in enumerate(row.cells):
        if said and place not in read:
            yield layout.head[place] if place < len(layout.head) else "", said
    for place, said in row.unseen.items():
        heading = layout.hidden.get(place, "")
        yield heading if declining.is_plain_remark(heading) else "", said


def _fault_of_address(row: Row, guest: Guest, layout: Layout) -> dict[str, object] | None:
    columns = _own_columns(row, layout)
    addresses = rules.addresses_in(row.cells, columns)
    if len(addresses) > 1:
        return fault(rules.EMAIL, _WHICH, " / ".join(addresses))
    for name, problem in guest_problems(guest).items():
        if problem is Problem.NO_ADDRESS and rules.names_several(guest.email):
            return fault(name, _SEVERAL, guest.email)
        return fault(name, problem.value, getattr(guest, name))
    return None


def _nobody(row: Row, layout: Layout) -> dict[str, object] | None:
    said = next(filter(is_nobody, rules.names_in(row.cells, layout.columns)), "")
    return fault(rules.NAME, "nobody", said) if said else None


def _merged(row: Row, layout: Layout) -> dict[str, object] | None:
    """A name that belongs to the row above as well is one person's, whose second address this may be."""
    places = {layout.columns[each] for each in _NAMES if each in layout.columns}
    told = {place for place in places if _cell(row, place)}
    return fault(_ROW, "merged", rules.name_in(row.cells, layout.columns)) if told and told <= row.carried else None


def _cell(row: Row, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""
