"""Events and programme items as calendars need them: what was once in a calendar stays there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload

from webapp.agenda.models import AgendaItem
from webapp.calendar.errors import EntryNotFoundError
from webapp.events.models import Event, EventMeasure
from webapp.events.types import EventId, EventStatus
from webapp.foundation.database import session
from webapp.foundation.ordering import in_order
from webapp.plans.models import ActionField, Goal, Measure, Specification

SEEN = (Event.status != EventStatus.DRAFT, Event.published_at.is_not(None))
_EVENTS = select(Event).where(*SEEN).options(joinedload(Event.host), joinedload(Event.venue))


Columns = TypeVarTuple("Columns")


@dataclass(frozen=True, slots=True)
class Feed:
    """A public feed: what it is called and which events belong to it."""

    name: str
    condition: ColumnElement[bool]


def events_since(moment: datetime, within: Feed | None = None) -> Sequence[Event]:
    """Published, postponed and cancelled events that end after `moment`, in order. One query."""
    return session().scalars(_since(_EVENTS, moment, within).order_by(Event.starts_at, Event.id)).all()


def fields_since(moment: datetime, within: Feed | None = None) -> Mapping[EventId, tuple[str, ...]]:
    """The fields of action that these events serve, by event. One query."""
    statement = (
        select(EventMeasure.event_id, ActionField.title)
        .join(Event, Event.id == EventMeasure.event_id)
        .join(Measure, Measure.id == EventMeasure.measure_id)
        .join(Specification, Specification.id == Measure.specification_id)
        .join(Goal, Goal.id == Specification.goal_id)
        .join(ActionField, ActionField.id == Goal.field_id)
        .where(*SEEN)
        .distinct()
    )
    found: dict[EventId, list[str]] = defaultdict(list)
    for event_id, title in session().execute(_since(statement, moment, within)):
        found[event_id].append(title)
    return {event_id: tuple(sorted(titles, key=in_order)) for event_id, titles in found.items()}


def get_event_for_calendar(slug: str) -> Event:
    """The event, unless it was never published: what was once in a calendar stays there. One query."""
    event = session().scalar(_EVENTS.where(Event.slug == slug))
    if event is None:
        raise EntryNotFoundError
    return event


def items_with_dropped(event_id: EventId) -> list[AgendaItem]:
    """All programme items, dropped ones too, because calendars must be told. One query."""
    statement = select(AgendaItem).where(AgendaItem.event_id == event_id)
    return list(session().scalars(statement.order_by(AgendaItem.starts_at, AgendaItem.id)))


def get_item(event_id: EventId, public_id: str) -> AgendaItem:
    """The programme item, dropped or not; EntryNotFoundError when the event has none like it."""
    statement = select(AgendaItem).where(AgendaItem.event_id == event_id, AgendaItem.public_id == public_id)
    item = session().scalar(statement)
    if item is None:
        raise EntryNotFoundError
    return item


def _since(statement: Select[*Columns], moment: datetime, within: Feed | None) -> Select[*Columns]:
    statement = statement.where(Event.ends_at > moment)
    return statement if within is None else statement.where(within.condition)
