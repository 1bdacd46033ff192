"""What hangs on an event besides its programme: each room tells its own part, and one query reads them all.

The event page is the busiest of all: a round trip for each part would cost more than one query that the database
answers from an index for each.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Integer,
    Select,
    Text,
    bindparam,
    cast,
    literal,
    null,
    select,
    union_all,
)

from webapp.events.models import Event, EventMeasure, EventPartner, EventSeries, VenueRoom
from webapp.events.types import EventId, Feature
from webapp.foundation.database import session
from webapp.organisations.models import Organisation
from webapp.plans.joins import up_to_plan
from webapp.plans.models import ActionPlan, Measure

EVENT: BindParameter[int] = bindparam("event_id")
Row = Select[str, int, int, int, str, str, str, str]
Told = Any  # a row of it, as the database gives it


class Part(StrEnum):
    """What rooms tell of an event; the texts and numbers of each row stand beside it, in the order of `row`."""

    PARTNER = "partner"  # name, key
    ROOM = "room"  # name, floor, access
    MEASURE = "measure"  # title, slug, title of the plan, reason
    PITCH = "pitch"  # title, acronym, summary, presenters as JSON
    STATION = "station"  # title, number, summary, place; number: taken places, capacity: places
    WINDOW = "window"  # opens at, closes at
    LINE = "line"  # number: the largest group that waits
    RESULT = "result"  # number: how many
    SERIES = "series"  # title, slug, language


_USED_BY = {Part.PITCH: Feature.PITCHES, Part.STATION: Feature.STATIONS, Part.RESULT: Feature.CANVASES}


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation that an event is held with."""

    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Room:
    """A room of the venue, as far as whoever looks for it has to know it."""

    name: str
    floor: str
    access: str


@dataclass(frozen=True, slots=True)
class Served:
    """A measure that an event serves."""

    title: str
    slug: str
    plan: str
    reason: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A pitch as an event shows it."""

    title: str
    acronym: str
    summary: str
    presenters: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Table:
    """A topic station as an event shows it."""

    number: int
    title: str
    summary: str
    place: str
    taken: int
    capacity: int | None


@dataclass(frozen=True, slots=True)
class InSeries:
    """The series that an event belongs to."""

    title: str
    slug: str
    language: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All that hangs on an event besides its programme.

    `in_line` is the largest group that waits for something, `windows` are the times in which categories take people.
    """

    partners: list[Partner] = field(default_factory=list)
    rooms: list[Room] = field(default_factory=list)
    measures: list[Served] = field(default_factory=list)
    pitches: list[Stage] = field(default_factory=list)
    stations: list[Table] = field(default_factory=list)
    results: int = 0
    in_line: int = 0
    windows: list[tuple[datetime | None, datetime | None]] = field(default_factory=list)
    series: list[InSeries] = field(default_factory=list)


# Where each part is listed, and what is made of its two numbers and four texts.
_MAKERS: dict[str, tuple[str, Callable[..., object]]] = {
    Part.PARTNER: ("partners", lambda _number, _capacity, name, key, *_: Partner(name, key)),
    Part.ROOM: ("rooms", lambda _number, _capacity, name, floor, access, _: Room(name, floor, access)),
    Part.MEASURE: ("measures", lambda _number, _capacity, *told: Served(*told)),
    Part.PITCH: ("pitches", lambda _number, _capacity, *told: Stage(told[0], told[1], told[2], json.loads(told[3]))),
    Part.STATION: (
        "stations",
        lambda taken, capacity, title, number, summary, place: Table(
            int(number), title, summary, place, taken, capacity
        ),
    ),
    Part.SERIES: ("series", lambda _number, _capacity, *told: InSeries(*told[:3])),
    Part.WINDOW: ("windows", lambda _number, _capacity, opens, closes, *_: (_moment(opens), _moment(closes))),
}
_told: dict[Part, Row] = {}


def tell(part: Part, statement: Row) -> None:
    """Say where a part is found: a statement over `row`, for the event whose id is `EVENT`."""
    _told[part] = statement
    _statement.cache_clear()


def row(part: Part, position: object, *texts: object, number: object = None, capacity: object = None) -> Row:
    """What each part selects: up to four texts and two numbers, in the order of `position`."""
    padded = [*texts, *[null()] * (4 - len(texts))]
    numbers = [cast(null() if value is None else value, Integer) for value in (number, capacity)]
    one, two, three, four = (cast(text, Text) for text in padded)
    place = cast(position, Integer).label("position")
    return select(literal(part.value).label("kind"), place, numbers[0], numbers[1], one, two, three, four)


def surroundings(event: Event) -> Surroundings:
    """Partners, rooms, measures, pitches, stations, the number of results, who waits, and when. One query.

    Without what the event has of something that it doesn't use.
    """
    found, counted = Surroundings(), Counter[str]()
    for part, _, number, *told in _in_use(event):
        if part in _MAKERS:
            name, make = _MAKERS[part]
            getattr(found, name).append(make(number, *told))
        else:
            counted[part] += number or 0
    return replace(found, results=counted[Part.RESULT], in_line=counted[Part.LINE])


def _in_use(event: Event) -> Iterator[Told]:
    unused = [part.value for part, feature in _USED_BY.items() if not event.uses(feature)]
    rows = session().execute(_statement(), {"event_id": event.id})
    return (row for row in rows if row[0] not in unused)


def counted(event_id: EventId) -> Mapping[Part, int]:
    """How much of each part there is, in use or not. One query."""
    rows = session().execute(_statement(), {"event_id": event_id})
    return Counter(Part(row[0]) for row in rows)


@cache
def _statement() -> CompoundSelect[str, int, int, int, str, str, str, str]:
    return union_all(*_told.values()).order_by("kind", "position")


def _moment(said: str | None) -> datetime | None:
    """A time as the database writes it."""
    moment = datetime.fromisoformat(said) if said else None
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


tell(
    Part.PARTNER,
    row(Part.PARTNER, EventPartner.position, Organisation.name, Organisation.key)
    .join(Organisation, Organisation.id == EventPartner.organisation_id)
    .where(EventPartner.event_id == EVENT),
)
tell(
    Part.SERIES,
    row(Part.SERIES, literal(0), EventSeries.title, EventSeries.slug, EventSeries.language)
    .join(Event, Event.series_id == EventSeries.id)
    .where(Event.id == EVENT),
)
tell(
    Part.ROOM,
    row(Part.ROOM, VenueRoom.position, VenueRoom.name, VenueRoom.floor, VenueRoom.access)
    .join(Event, Event.venue_id == VenueRoom.venue_id)
    .where(Event.id == EVENT),
)
tell(
    Part.MEASURE,
    up_to_plan(
        row(
            Part.MEASURE, EventMeasure.position, Measure.title, Measure.slug, ActionPlan.title, EventMeasure.reason
        ).join(Measure, Measure.id == EventMeasure.measure_id)
    ).where(EventMeasure.event_id == EVENT),
)
