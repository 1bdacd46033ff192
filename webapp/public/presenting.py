"""From rows to what a page says: where an event stands, and how many places are left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.events.models import Event
from webapp.events.rules import phase
from webapp.events.types import EventStatus, Phase
from webapp.registration import rules
from webapp.registration.queries import largest_in_line, open_among
from webapp.registration.rules import availability
from webapp.registration.types import NEARLY_FULL, RegistrationAvailability

_FEW = 5
_FEW_SHARE = 0.1
_TAKEN_SHARE = 0.5  # before that, places are few because there never were many


@dataclass(frozen=True, slots=True)
class Page:
    """Where a reader stands in a list."""

    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Card:
    """An event in a list, with what its card says about time and places; `left`: how many, once they are countable."""

    event: Event
    phase: str | None
    seats: str | None
    left: int | None


def cards(events: Sequence[Event], now: datetime) -> list[Card]:
    """The events as a list's cards want them. One query where somebody might wait beside free places, else none.

    One more where a card would tell how many places are left: nothing is told where no category takes anybody.
    """
    running_out = [event for event in events if event.pool.taken and event.pool.level.free]
    lines = largest_in_line(
        [event.id for event in running_out if availability(event, now) is RegistrationAvailability.OPEN]
    )
    told = {event.id: seats(event, now, lines.get(event.id, 0)) for event in events}
    shown = open_among(filter(lambda event: told[event.id], events), now)
    said = {event_id: word for event_id, word in told.items() if event_id in shown}
    return [Card(each, standing(each, now), said.get(each.id), _left(each, said.get(each.id))) for each in events]


def _left(event: Event, seats: str | None) -> int | None:
    """How many places are left, where anybody may have them and lists follow each of them."""
    free = event.pool.level.free
    return free if seats == "few" and free is not None and free < NEARLY_FULL else None


def subscribable(url: str) -> str:
    """The address under which calendar programs subscribe instead of downloading."""
    return f"webcal:{url.partition(':')[2]}"


def paged(number: int, total: int, per_page: int) -> Page:
    return Page(number, max(1, -(-total // per_page)), total)


def standing(event: Event, now: datetime) -> str | None:
    """`running` or `past` when the event is; nothing otherwise, as the list's cards want it."""
    where = phase(event, now)
    return where.value if where in {Phase.RUNNING, Phase.PAST} else None


def lies_ahead(event: Event, now: datetime) -> bool:
    """True while the event is still to come or under way, so that people keep its date and bring something."""
    return phase(event, now) in {Phase.DRAFT, Phase.UPCOMING, Phase.RUNNING}


def is_over(event: Event, now: datetime) -> bool:
    """True when the event has taken place."""
    return phase(event, now) is Phase.PAST


def is_to_come(event: Event, now: datetime) -> bool:
    """True for what readers look for among what is next: ahead or running, called off or without a date meanwhile."""
    return event.ends_at > now or event.status == EventStatus.POSTPONED


def offers_dates(event: Event, now: datetime) -> bool:
    """True while calendars take the event's dates: it lies ahead and everybody may read it."""
    return lies_ahead(event, now) and event.status != EventStatus.DRAFT


def only_waits(event: Event, in_line: int) -> bool:
    """True where whoever comes now gets a rank and no place; `in_line` is the largest group that waits."""
    return rules.only_waits(event.pool.level, in_line)


def seats(event: Event, now: datetime, in_line: int) -> str | None:
    """`few`, `full` or `waiting` while people may register, else nothing; `in_line` is the largest group that waits."""
    level = event.pool.level
    if availability(event, now) is not RegistrationAvailability.OPEN or level.free is None or level.capacity is None:
        return None
    if only_waits(event, in_line):
        return "full" if level.full else "waiting"
    is_few = level.free <= max(_FEW, level.capacity * _FEW_SHARE)
    return "few" if is_few and level.taken >= level.capacity * _TAKEN_SHARE else None
