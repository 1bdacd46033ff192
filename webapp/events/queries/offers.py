"""What lists of events can be narrowed to, so that no filter leads to an empty list."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, case, select

from webapp.events.models import Event, EventMeasure, Venue
from webapp.events.queries.lists import coming, found_in, narrowed, past
from webapp.events.types import EventFilter, EventId, EventStatus
from webapp.foundation.clock import local
from webapp.foundation.database import session
from webapp.plans.joins import up_to_goal
from webapp.plans.models import Goal, Measure
from webapp.plans.types import FieldId


@dataclass(frozen=True, slots=True)
class Offer:
    """What one event on the list goes by.

    `month` is the year and month in which it begins on the wall of its zone, empty for what has no date any more.
    """

    format: str
    month: str
    city: str
    fields: frozenset[FieldId]


def offers(*, now: datetime, over: bool, words: str) -> list[Offer]:
    """All events ahead (or over) in which the words are found, by what narrows them. At most five queries."""
    statement = narrowed(past(now) if over else coming(now), EventFilter(words), found_in(words))
    listed = statement.outerjoin(Event.venue)
    begins = case((Event.status != EventStatus.POSTPONED, Event.starts_at))
    rows = session().execute(listed.with_only_columns(Event.id, Event.format, begins, Event.zone, Venue.city))
    fields = _fields_of(statement)
    return [
        Offer(format, f"{local(starts_at, zone):%Y-%m}" if starts_at else "", city or "", fields(event_id))
        for event_id, format, starts_at, zone, city in rows  # noqa: A001 - the glossary's word
    ]


def _fields_of(statement: Select[Event]) -> Callable[[EventId], frozenset[FieldId]]:
    ids = statement.with_only_columns(Event.id)
    served: Iterable[tuple[EventId, FieldId]] = (
        (row[0], row[1])
        for row in session().execute(
            up_to_goal(
                select(EventMeasure.event_id, Goal.field_id)
                .select_from(EventMeasure)
                .join(Measure, Measure.id == EventMeasure.measure_id)
            ).where(EventMeasure.event_id.in_(ids))
        )
    )
    found: dict[EventId, set[FieldId]] = defaultdict(set)
    for event_id, field_id in served:
        found[event_id].add(field_id)
    return lambda event_id: frozenset(found.get(event_id, ()))
