from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from webapp.agenda.errors import ItemNotFoundError
from webapp.agenda.models import AgendaItem
from webapp.agenda.rules import doubts
from webapp.agenda.types import Doubt
from webapp.events.models import Event
from webapp.events.types import EventId, Feature
from webapp.foundation.database import session
from webapp.foundation.ordering import in_order

_PROGRAMME = select(AgendaItem).where(AgendaItem.event_id == bindparam("event_id")).order_by(AgendaItem.id)


@dataclass(frozen=True, slots=True)
class Programme:
    """The agenda as its organizer sees it."""

    items: Sequence[AgendaItem]
    dropped: Sequence[AgendaItem]
    doubts: Sequence[Doubt]


def items_of(event_id: EventId) -> Sequence[AgendaItem]:
    """The programme in order, without what was dropped. One query."""
    return [item for item in all_items_of(event_id) if item.dropped_at is None]


def all_items_of(event_id: EventId) -> Sequence[AgendaItem]:
    """The programme in order with what was dropped, for calendars that have to say so. One query."""
    found = session().scalars(_PROGRAMME, {"event_id": event_id})
    return sorted(found, key=lambda item: (item.starts_at, in_order(item.track), item.ends_at))


def shown_items(event: Event) -> Sequence[AgendaItem]:
    """The programme as everybody may see it: none where the event uses none. At most one query."""
    return items_of(event.id) if event.uses(Feature.AGENDA) else []


def with_items(event_ids: Collection[EventId]) -> set[EventId]:
    """Those of these events that have a programme. One query."""
    has_items = AgendaItem.event_id.in_(set(event_ids)), AgendaItem.dropped_at.is_(None)
    return set(session().scalars(select(AgendaItem.event_id).where(*has_items).distinct())) if event_ids else set()


def get_item(event_id: EventId, public_id: str) -> AgendaItem:
    """An item of this event, dropped or not; ItemNotFoundError for any other."""
    statement = select(AgendaItem).where(AgendaItem.event_id == event_id, AgendaItem.public_id == public_id)
    item = session().scalar(statement)
    if item is None:
        raise ItemNotFoundError
    return item


def programme(event: Event) -> Programme:
    """The event's items, those dropped, and what deserves a second look. One query."""
    everything = all_items_of(event.id)
    items = [item for item in everything if item.dropped_at is None]
    dropped = [item for item in everything if item.dropped_at is not None]
    return Programme(items, dropped, doubts(items, event.span))
