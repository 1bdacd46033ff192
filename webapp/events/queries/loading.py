"""What is read along with an event, and which ones there are at all."""

from sqlalchemy.orm import joinedload

from webapp.events.models import Event

IS_KEPT = Event.deleted_at.is_(None)
AROUND = (joinedload(Event.host), joinedload(Event.venue), joinedload(Event.pool), joinedload(Event.funding))
