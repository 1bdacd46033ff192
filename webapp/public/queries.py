"""What the pages of visitors read across rooms, in few and constant queries."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

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

from webapp.agenda.models import AgendaItem
from webapp.agenda.queries import items_of
from webapp.calls.models import Pitch
from webapp.canvases.models import Canvas
from webapp.canvases.queries import IS_SHOWN
from webapp.capacity.models import Pool
from webapp.events.models import Event, EventMeasure, EventPartner
from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.organisations.models import Organisation
from webapp.plans.models import ActionField, ActionPlan, Goal, Measure, Specification
from webapp.registration.models import Category, Registration
from webapp.registration.queries import IN_LINE, LARGEST, around
from webapp.stations.models import Station


@dataclass(frozen=True, slots=True)
class Served:
    """A measure that an event serves."""

    title: str
    slug: str
    plan: str
    reason: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A pitch as the event page shows it."""

    title: str
    acronym: str
    summary: str
    presenters: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Table:
    """A theme station as the event page shows it."""

    number: int
    title: str
    summary: str
    place: str
    taken: int
    capacity: int | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All that hangs on an event besides its programme.

    `in_line` is the largest group that waits for something, `windows` are the times in which categories take people.
    """

    partners: list[str] = field(default_factory=list)
    measures: list[Served] = field(default_factory=list)
    pitches: list[Stage] = field(default_factory=list)
    stations: list[Table] = field(default_factory=list)
    results: int = 0
    in_line: int = 0
    windows: list[tuple[datetime | None, datetime | None]] = field(default_factory=list)


def programme(event: Event) -> Sequence[AgendaItem]:
    """The event's programme in order. One query."""
    return items_of(event.id)


def surroundings(event_id: EventId) -> Surroundings:
    """Partners, measures, pitches, stations, the number of results, who waits, and when, in one query of seven parts.

    The event page is the busiest of all: six round trips would cost more than one that the database answers from
    seven indexes.
    """
    found, counted = Surroundings(), Counter[str]()
    for kind, _, number, capacity, one, two, three, four in session().execute(_SURROUNDINGS, {"event_id": event_id}):
        match kind:
            case "partner":
                found.partners.append(one)
            case "measure":
                found.measures.append(Served(one, two, three, four))
            case "pitch":
                found.pitches.append(Stage(one, two, three, json.loads(four)))
            case "station":
                found.stations.append(Table(int(two), one, three, four, number, capacity))
            case "window":
                found.windows.append((_moment(one), _moment(two)))
            case _:
                counted[kind] += number or 0
    return replace(found, results=counted["result"], in_line=counted["line"])


def _moment(said: str | None) -> datetime | None:
    """A time as the database writes it."""
    moment = datetime.fromisoformat(said) if said else None
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def _part(
    kind: str, position: object, *texts: object, number: object = None, capacity: object = None
) -> Select[str, int, int, int, str, str, str, str]:
    padded = [*texts, *[null()] * (4 - len(texts))]
    numbers = [cast(null() if value is None else value, Integer) for value in (number, capacity)]
    one, two, three, four = (cast(text, Text) for text in padded)
    place = cast(position, Integer).label("position")
    return select(literal(kind).label("kind"), place, numbers[0], numbers[1], one, two, three, four)


def _parts() -> CompoundSelect[str, int, int, int, str, str, str, str]:
    partner = _part("partner", EventPartner.position, Organisation.name)
    measure = _part(
        "measure", EventMeasure.position, Measure.title, Measure.slug, ActionPlan.title, EventMeasure.reason
    )
    pitch = _part("pitch", Pitch.position, Pitch.title, Pitch.acronym, Pitch.summary, Pitch.presenters)
    station = _part(
        "station",
        Station.number,
        Station.title,
        Station.number,
        Station.summary,
        Station.place,
        number=Pool.taken,
        capacity=Pool.capacity,
    )
    result, line = _part("result", literal(0), number=literal(1)), _part("line", literal(0), number=LARGEST)
    window = _part("window", Category.position, Category.opens_at, Category.closes_at)
    event_id: BindParameter[int] = bindparam("event_id")
    return union_all(
        partner.join(Organisation, Organisation.id == EventPartner.organisation_id).where(
            EventPartner.event_id == event_id
        ),
        measure.join(Measure, Measure.id == EventMeasure.measure_id)
        .join(Specification, Specification.id == Measure.specification_id)
        .join(Goal, Goal.id == Specification.goal_id)
        .join(ActionField, ActionField.id == Goal.field_id)
        .join(ActionPlan, ActionPlan.id == ActionField.plan_id)
        .where(EventMeasure.event_id == event_id),
        pitch.where(Pitch.event_id == event_id),
        station.join(Pool, Pool.id == Station.pool_id).where(Station.event_id == event_id),
        window.where(Category.event_id == event_id, Category.retired_at.is_(None)),
        around(line).where(Registration.event_id == event_id, *IN_LINE),
        result.select_from(Canvas).where(Canvas.event_id == event_id, IS_SHOWN),
    ).order_by("kind", "position")


_SURROUNDINGS = _parts()
