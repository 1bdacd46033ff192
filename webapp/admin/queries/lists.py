from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.accounts import acting, rights
from webapp.accounts.types import Role, Scope
from webapp.events.models import Event
from webapp.events.queries import desk_events
from webapp.events.rules import phase
from webapp.events.types import EventFilter, Phase
from webapp.organisations.models import Organisation
from webapp.organisations.queries import all_organisations

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list: which one, of how many, and how many entries in all."""

    number: int
    pages: int
    total: int

    @property
    def offset(self) -> int:
        return (self.number - 1) * PER_PAGE


def page_of(wanted: int, total: int) -> Page:
    """The page asked for, or the nearest there is."""
    pages = max(1, -(-total // PER_PAGE))
    return Page(number=min(max(1, wanted), pages), pages=pages, total=total)


def hosts_of() -> list[Organisation]:
    """The organisations whose events whoever acts organizes, by name. One query."""
    return [
        organisation
        for organisation in all_organisations()
        if rights.may(Role.ORGANIZER, Scope(event_key="", organisation_id=organisation.id))
    ]


@dataclass(frozen=True, slots=True)
class Row:
    """An event in the desk's list and where it stands."""

    event: Event
    phase: Phase


@dataclass(frozen=True, slots=True)
class DeskList:
    """The desk's events of one kind, a page of them, and how many there are of each kind."""

    rows: Sequence[Row]
    page: Page
    counts: dict[str, int]


_KINDS = {
    "ahead": frozenset({Phase.UPCOMING, Phase.RUNNING, Phase.POSTPONED}),
    "drafts": frozenset({Phase.DRAFT}),
    "past": frozenset({Phase.PAST}),
    "cancelled": frozenset({Phase.CANCELLED}),
}


def desk_list(*, now: datetime, kind: str, words: str, page: int) -> DeskList:
    """What whoever acts organizes of a kind (ahead, drafts, past, cancelled); past ones latest first. Three queries."""
    single = [held.event_key for held in acting.actor().assignments if held.role is Role.ORGANIZER and held.event_key]
    hosts = [organisation.id for organisation in hosts_of()]
    found = desk_events(host_ids=hosts, event_keys=single, wish=EventFilter(words))
    rows = [Row(event, phase(event, now)) for event in found.events]
    by_kind = {name: [row for row in rows if row.phase in phases] for name, phases in _KINDS.items()}
    chosen = by_kind.get(kind, by_kind["ahead"])
    if kind in {"past", "cancelled"}:
        chosen.reverse()
    at = page_of(page, len(chosen))
    counts = {name: len(of_kind) for name, of_kind in by_kind.items()}
    return DeskList(chosen[at.offset : at.offset + PER_PAGE], at, counts)
