from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.registration.models import Attendee, Registration
from webapp.registration.types import AttendeeId, RegistrationId
from webapp.tickets.models import Ticket
from webapp.tickets.types import TicketId

_WITH_PEOPLE = joinedload(Ticket.attendee).joinedload(Attendee.registration)
_WITH_EVENT = _WITH_PEOPLE.joinedload(Registration.event)


def ticket_of_attendee(attendee_id: AttendeeId) -> Ticket | None:
    return session().scalar(select(Ticket).where(Ticket.attendee_id == attendee_id))


def tickets_of_registration(registration_id: RegistrationId) -> Sequence[Ticket]:
    """The registration's tickets with their attendees, in the order of its heads. One query."""
    statement = select(Ticket).join(Ticket.attendee).where(Attendee.registration_id == registration_id)
    return session().scalars(statement.options(joinedload(Ticket.attendee)).order_by(Attendee.id)).all()


def find_by_reference(reference: str) -> Ticket | None:
    """The ticket with its attendee and registration. One query."""
    return session().scalar(select(Ticket).where(Ticket.reference == reference).options(_WITH_PEOPLE))


def find_with_event(reference: str) -> Ticket | None:
    """The ticket with its attendee, registration, event, host and venue. One query."""
    around = (_WITH_EVENT.joinedload(Event.host), _WITH_EVENT.joinedload(Event.venue))
    return session().scalar(select(Ticket).where(Ticket.reference == reference).options(*around))


def lock_by_reference(reference: str) -> Ticket | None:
    """As `find_by_reference`, as it stands now, and nobody else changes or locks it before the commit. One query."""
    return _locked(Ticket.reference == reference)


def lock_by_id(ticket_id: TicketId) -> Ticket | None:
    """As `lock_by_reference`. One query."""
    return _locked(Ticket.id == ticket_id)


def find_by_code(event_id: EventId, code: str) -> Ticket | None:
    """The ticket of the event with this code, as `read_spoken_code` returns it, with its people. One query."""
    statement = select(Ticket).where(Ticket.event_id == event_id, Ticket.code == code)
    return session().scalar(statement.options(_WITH_PEOPLE))


def count_valid(event_id: EventId) -> int:
    """How many tickets of the event open the door."""
    statement = select(func.count()).where(Ticket.event_id == event_id, Ticket.revoked_at.is_(None))
    return session().scalar(statement) or 0


def _locked(which: ColumnElement[bool]) -> Ticket | None:
    statement = select(Ticket).where(which).options(_WITH_PEOPLE).with_for_update(of=Ticket)
    return session().scalar(statement.execution_options(populate_existing=True))
