from collections.abc import Sequence

from sqlalchemy import bindparam, select

from webapp.agenda.errors import ItemNotFoundError
from webapp.agenda.models import AgendaItem
from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.foundation.ordering import in_order

_PROGRAMME = select(AgendaItem).where(AgendaItem.event_id == bindparam("event_id")).order_by(AgendaItem.id)


def items_of(event_id: EventId) -> Sequence[AgendaItem]:
    """The programme in order, without what was dropped. One query."""
    return [item for item in all_items_of(event_id) if item.dropped_at is None]


def all_items_of(event_id: EventId) -> Sequence[AgendaItem]:
    """The programme in order with what was dropped, for calendars that have to say so. One query."""
    found = session().scalars(_PROGRAMME, {"event_id": event_id})
    return sorted(found, key=lambda item: (item.starts_at, in_order(item.track), item.ends_at))


def get_item(event_id: EventId, public_id: str) -> AgendaItem:
    """An item of this event, dropped or not; ItemNotFoundError for any other."""
    statement = select(AgendaItem).where(AgendaItem.event_id == event_id, AgendaItem.public_id == public_id)
    item = session().scalar(statement)
    if item is None:
        raise ItemNotFoundError
    return item
