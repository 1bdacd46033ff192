"""Who has a ticket with a registration that isn't found by their address."""

from collections.abc import Sequence

from sqlalchemy import literal, select

from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.foundation.email_addresses import normal_form
from webapp.registration.models import Registration, comes_along
from webapp.registration.types import RegistrationStatus


def has_ticket_along(event_id: EventId, email_normal: str) -> bool:
    """True when the address has a ticket with the registration of somebody else."""
    return bool(session().scalar(select(comes_along(literal(event_id), literal(email_normal)))))


def regained_of(event_id: EventId, email_normal: str) -> Sequence[Registration]:
    """What stands again because somebody of it had come in, though its address had been entered anew by then."""
    statement = select(Registration).where(
        Registration.event_id == event_id,
        Registration.status == RegistrationStatus.CONFIRMED.value,
        Registration.regained_at.is_not(None),
        Registration.email_normal == literal("-") + Registration.public_id,
    )
    return [each for each in session().scalars(statement) if normal_form(each.email) == email_normal]
