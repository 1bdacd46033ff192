"""The events that whoever acts organizes, narrowed and sorted."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.accounts.types import Role
from webapp.admin.paging import PER_PAGE, Page, page_of
from webapp.admin.reach import own_events, reach
from webapp.admin.standing.states import STATES, State, state_of
from webapp.events.models import Event
from webapp.events.queries import known_series
from webapp.events.wording import FORMATS
from webapp.foundation.ordering import in_order

KINDS: Mapping[str, frozenset[State]] = {
    "ahead": frozenset(
        {State.PUBLISHED, State.OPEN, State.CLOSED, State.FULL, State.RUNNING, State.POSTPONED},
    ),
    "drafts": frozenset({State.DRAFT}),
    "past": frozenset({State.PAST}),
    "cancelled": frozenset({State.CANCELLED}),
}


@dataclass(frozen=True, slots=True)
class Row:
    """An event in the desk's list and how it stands."""

    event: Event
    state: State
    series: str = ""

    @property
    def shows_places(self) -> bool:
        """True where people register, so that it is a question how full it is."""
        return self.state is not State.DRAFT and "registration" in self.event.features


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for in the list; a value that no event has finds nothing."""

    kind: str = "ahead"
    words: str = ""
    format: str = ""
    series: str = ""
    host: str = ""
    state: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True)
class DeskList:
    """A page of the events that were looked for, how many there are of each kind, and what they can be narrowed to."""

    rows: Sequence[Row]
    page: Page
    counts: dict[str, int]
    offered: Mapping[str, Sequence[tuple[str, str]]]


def desk_list(*, now: datetime, wish: Wish, page: int) -> DeskList:
    """What whoever acts may read and fits; past ones latest first. Four queries, some more with words."""
    series = {each.id: each for each in known_series()}
    found = [
        Row(event, state_of(event, now), series[event.series_id].slug if event.series_id in series else "")
        for event in own_events(wish.words, reach(Role.READER))
    ]
    of_kind = [row for row in found if row.state in KINDS[wish.kind]]
    chosen = _sorted([row for row in of_kind if _fits(row, wish)], wish)
    at = page_of(page, len(chosen))
    counts = Counter(name for row in found for name, states in KINDS.items() if row.state in states)
    offered = _offered(of_kind, {each.slug: each.title for each in series.values()})
    return DeskList(chosen[at.offset : at.offset + PER_PAGE], at, {name: counts[name] for name in KINDS}, offered)


def _fits(row: Row, wish: Wish) -> bool:
    told = (
        (wish.format, row.event.format),
        (wish.series, row.series),
        (wish.host, row.event.host.key),
        (wish.state, row.state.value),
    )
    return all(wanted in {"", has} for wanted, has in told)


def _sorted(rows: list[Row], wish: Wish) -> list[Row]:
    by: dict[str, Callable[[Row], object]] = {
        "title": lambda row: in_order(row.event.title),
        "places": lambda row: -row.event.pool.level.taken,
    }
    if wish.sort in by:
        return sorted(rows, key=by[wish.sort])  # type: ignore[arg-type] # each of them tells one kind of things apart
    return rows[::-1] if wish.kind in {"past", "cancelled"} else rows


def _offered(rows: Sequence[Row], titles: Mapping[str, str]) -> dict[str, Sequence[tuple[str, str]]]:
    """What the events differ by: values with their words, where there is more than one."""
    there = {
        "format": {row.event.format: str(FORMATS[row.event.format]) for row in rows},
        "series": {row.series: titles[row.series] for row in rows if row.series},
        "host": {row.event.host.key: row.event.host.name for row in rows},
        "state": {row.state.value: str(STATES[row.state].label) for row in rows},
    }
    least = {"series": 1}
    return {
        name: sorted(values.items(), key=lambda each: in_order(each[1])) if len(values) >= least.get(name, 2) else ()
        for name, values in there.items()
    }
