from collections.abc import Sequence

from sqlalchemy import select

from webapp.events.models import EventChange
from webapp.events.types import EventId
from webapp.foundation.database import session


def history_of(event_id: EventId) -> Sequence[EventChange]:
    """What was done to an event, the latest first. One query."""
    statement = select(EventChange).where(EventChange.event_id == event_id).order_by(EventChange.id.desc())
    return session().scalars(statement).all()
