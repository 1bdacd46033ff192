from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.admin.own_events import own_events
from webapp.admin.paging import PER_PAGE, Page, page_of
from webapp.events.models import Event
from webapp.events.rules import phase
from webapp.events.types import Phase


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
    rows = [Row(event, phase(event, now)) for event in own_events(words)]
    by_kind = {name: [row for row in rows if row.phase in phases] for name, phases in _KINDS.items()}
    chosen = by_kind.get(kind, by_kind["ahead"])
    if kind in {"past", "cancelled"}:
        chosen.reverse()
    at = page_of(page, len(chosen))
    counts = {name: len(of_kind) for name, of_kind in by_kind.items()}
    return DeskList(chosen[at.offset : at.offset + PER_PAGE], at, counts)
