"""Who has a ticket with the registration of somebody else."""

from sqlalchemy import literal, select

from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.registration.models import comes_along


def has_ticket_along(event_id: EventId, email_normal: str) -> bool:
    """True when the address has a ticket with the registration of somebody else."""
    return bool(session().scalar(select(comes_along(literal(event_id), literal(email_normal)))))
