"""People whom the organizer has to decide about, because their registration was approved without them."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.registration.errors import AttendeeRequestNotFoundError
from webapp.registration.models import AttendeeRequest, Registration
from webapp.registration.types import LIVE, RegistrationId


def wishes_of(registration_id: RegistrationId) -> Sequence[AttendeeRequest]:
    """Who shall join a registration, in the order of asking. One query."""
    statement = (
        select(AttendeeRequest).where(AttendeeRequest.registration_id == registration_id).order_by(AttendeeRequest.id)
    )
    return session().scalars(statement.options(joinedload(AttendeeRequest.instead_of))).all()


def get_wish(registration: Registration, public_id: str) -> AttendeeRequest:
    """One of them; AttendeeRequestNotFoundError when there is none, or not any more."""
    statement = select(AttendeeRequest).where(
        AttendeeRequest.registration_id == registration.id, AttendeeRequest.public_id == public_id
    )
    found = session().scalar(statement)
    if found is None:
        raise AttendeeRequestNotFoundError
    return found


def asked_count(registration_id: RegistrationId) -> int:
    """How many shall join beyond those who come. One query."""
    statement = select(func.count()).where(
        AttendeeRequest.registration_id == registration_id, AttendeeRequest.instead_of_id.is_(None)
    )
    return session().scalar(statement) or 0


def with_wishes(event_id: EventId) -> Sequence[Registration]:
    """The registrations of an event that somebody shall join. One query."""
    asked = select(AttendeeRequest.registration_id)
    statement = select(Registration).where(
        Registration.event_id == event_id, Registration.status.in_(LIVE), Registration.id.in_(asked)
    )
    return session().scalars(statement.order_by(Registration.id)).all()
