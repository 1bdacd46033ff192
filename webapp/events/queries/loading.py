"""What is read along with an event."""

from sqlalchemy.orm import joinedload

from webapp.events.models import Event

AROUND = (joinedload(Event.host), joinedload(Event.venue), joinedload(Event.pool), joinedload(Event.funding))
