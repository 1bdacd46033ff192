"""Events and programme items as calendars need them: what was once in a calendar stays there."""

from sqlalchemy import select

from webapp.agenda.models import AgendaItem
from webapp.calendar.errors import EntryNotFoundError
from webapp.events.models import Event
from webapp.events.queries.seen import WITH_PLACE
from webapp.events.types import EventId
from webapp.foundation.database import session


def get_event_for_calendar(slug: str) -> Event:
    """The event, unless it was never published: what was once in a calendar stays there. One query."""
    event = session().scalar(WITH_PLACE.where(Event.slug == slug))
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
