"""What deserves an organizer's attention, across all of their events."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from webapp.accounts.queries import OpenLink, open_links_at
from webapp.accounts.rules import link_reaches_from
from webapp.accounts.types import Role
from webapp.agenda.queries import with_items
from webapp.canvases.queries import unreleased_at
from webapp.checkin.queries.live import devices_last_seen
from webapp.events.models import Event
from webapp.events.rules import phase
from webapp.events.types import EventId, Feature, Phase
from webapp.organising import rules
from webapp.organising.doors import OPENS_BEFORE, is_door_open
from webapp.organising.own_state import own_state
from webapp.organising.types import State, Step
from webapp.registration.queries import may_move_up
from webapp.registration.queries.pending import Pending, pending_at
from webapp.stations.queries import with_stations

NEAR = timedelta(days=14)  # so long before it begins, an event's door has to be thought of
_TO_COME = frozenset({Phase.UPCOMING, Phase.RUNNING})


class Kind(StrEnum):
    """Why something deserves attention, the most pressing first."""

    DOOR_OPEN = "door_open"
    CALLS = "calls"
    REQUESTS = "requests"
    WISHES = "wishes"
    MISSING = "missing"
    UNASKED = "unasked"
    WAITING = "waiting"
    LISTS = "lists"
    CANVASES = "canvases"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Matter:
    """What deserves attention at an event: how many of it, or which steps are missing."""

    kind: Kind
    event: Event
    number: int = 0
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read of all events at once."""

    pending: Mapping[EventId, Counter[Pending]]
    with_items: Collection[EventId]
    with_stations: Collection[EventId]
    links: Sequence[OpenLink]
    unreleased: Mapping[EventId, int]
    devices: Mapping[EventId, datetime]


def matters(events: Sequence[Event], now: datetime) -> list[Matter]:
    """What deserves attention at these events, the most pressing first, then the soonest. At most six queries."""
    known, order = _read(events, now), list(Kind)
    found = [matter for event in events for matter in _of(event, known, now)]
    return sorted(found, key=lambda matter: (order.index(matter.kind), matter.event.starts_at, matter.event.id))


def _read(events: Sequence[Event], now: datetime) -> _Known:
    ahead = _standing(events, now, {Phase.DRAFT, Phase.UPCOMING, Phase.RUNNING, Phase.POSTPONED})
    near = [event for event in _standing(ahead, now, _TO_COME) if event.starts_at <= now + NEAR]
    begun = _standing(events, now, {Phase.RUNNING, Phase.PAST})
    return _Known(
        pending_at(_ids(ahead), now),
        with_items(_ids(_standing(ahead, now, {Phase.DRAFT}))),
        with_stations(_ids(near, Feature.STATIONS)),
        open_links_at([event.public_id for event in near], now),
        unreleased_at(_ids(begun, Feature.CANVASES)),
        devices_last_seen([event.id for event in near if now >= event.starts_at - OPENS_BEFORE]),
    )


def _standing(events: Sequence[Event], now: datetime, phases: Collection[Phase]) -> list[Event]:
    return [event for event in events if phase(event, now) in phases]


def _ids(events: Sequence[Event], feature: Feature | None = None) -> list[EventId]:
    return [event.id for event in events if feature is None or event.uses(feature)]


def _of(event: Event, known: _Known, now: datetime) -> Iterator[Matter]:
    stands = phase(event, now)
    if stands is Phase.DRAFT:
        yield Matter(Kind.DRAFT, event, steps=tuple(rules.missing(rules.before_publishing(_state(event, known, now)))))
    elif event.uses(Feature.REGISTRATION):
        yield from _of_people(event, known.pending.get(event.id, Counter()), now)
    if stands in _TO_COME:
        yield from _of_the_day(event, known, now)
    if known.unreleased.get(event.id):
        yield Matter(Kind.CANVASES, event, known.unreleased[event.id])


def _of_people(event: Event, pending: Counter[Pending], now: datetime) -> Iterator[Matter]:
    """Whom somebody has to decide about, who waits though there is room, and what nobody is asked yet."""
    free = event.pool.level.free
    waits_in_vain = pending[Pending.WAITING] if may_move_up(event, now) and (free is None or free > 0) else 0
    told = {
        Kind.CALLS: pending[Pending.CALLS],
        Kind.REQUESTS: pending[Pending.REQUESTS],
        Kind.WISHES: pending[Pending.WISHES],
        Kind.WAITING: waits_in_vain,
        Kind.LISTS: pending[Pending.LISTS],
        Kind.UNASKED: pending[Pending.UNASKED],
    }
    yield from (Matter(kind, event, number) for kind, number in told.items() if number)


def _of_the_day(event: Event, known: _Known, now: datetime) -> Iterator[Matter]:
    """What is missing stays so while the event runs."""
    state, let_in = _state(event, known, now), known.pending.get(event.id, Counter())[Pending.ENTERED]
    steps = rules.missing(rules.before_doors(state)) if event.starts_at <= now + NEAR else []
    if steps:
        yield Matter(Kind.MISSING, event, steps=tuple(steps))
    if state.door_is_open:
        yield Matter(Kind.DOOR_OPEN, event, let_in)


def _may_have_door(event: Event) -> bool:
    return event.uses(Feature.REGISTRATION) and not event.is_online_only


def _state(event: Event, known: _Known, now: datetime) -> State:
    """As much of an event's state as decides what has to be done."""
    pending = known.pending.get(event.id, Counter())
    roles = [
        link.role for link in known.links if link.event_key == event.public_id and link.expires_at > event.starts_at
    ]
    return State(
        **own_state(event, now),
        categories_closed=now < event.starts_at and bool(pending[Pending.OVER]),
        measures=0,
        items=int(event.id in known.with_items),
        doubts=0,
        stations=int(event.id in known.with_stations),
        door_links=roles.count(Role.DOOR),
        door_is_open=_may_have_door(event)
        and is_door_open(event, now, seen_at=known.devices.get(event.id), let_in=pending[Pending.ENTERED]),
        links_reach=now >= link_reaches_from(event.ends_at),
        facilitator_links=roles.count(Role.FACILITATOR),
    )
