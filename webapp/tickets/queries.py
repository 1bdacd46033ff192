from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload

from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation.database import session, table_of
from webapp.registration.models import Attendee, Registration
from webapp.registration.types import AttendeeId, RegistrationId
from webapp.tickets.models import Ticket
from webapp.tickets.types import HeldTicket, TicketId

_WITH_PEOPLE = joinedload(Ticket.attendee).joinedload(Attendee.registration)
_WITH_EVENT = _WITH_PEOPLE.joinedload(Registration.event)
# Made once and without objects: the door asks this with every scan.
_TICKET, _ATTENDEE, _MADE = table_of(Ticket), table_of(Attendee), table_of(Registration)
# Nobody of a class has a name of their own: they are known by who registered them.
_CALLED = func.coalesce(func.nullif(_ATTENDEE.c.name, ""), _MADE.c.name)
_HELD = (
    select(_TICKET.c.id, _TICKET.c.event_id, _CALLED, _TICKET.c.revoked_at, _TICKET.c.void_before, _ATTENDEE.c.id)
    .join_from(_TICKET, _ATTENDEE, _ATTENDEE.c.id == _TICKET.c.attendee_id)
    .join(_MADE, _MADE.c.id == _ATTENDEE.c.registration_id)
)
_HELD_BY_ID = _HELD.where(_TICKET.c.id == bindparam("which"))
_HELD_BY_REFERENCE = _HELD.add_columns(_TICKET.c.reference).where(
    _TICKET.c.reference.in_(bindparam("references", expanding=True))
)
_CODE = select(_TICKET.c.reference).where(_TICKET.c.event_id == bindparam("event"), _TICKET.c.code == bindparam("code"))


_AT_ONCE = 500


def ticket_of_attendee(attendee_id: AttendeeId) -> Ticket | None:
    return session().scalar(select(Ticket).where(Ticket.attendee_id == attendee_id))


def tickets_of_registration(registration_id: RegistrationId) -> Sequence[Ticket]:
    """The registration's tickets with their attendees, in the order of its heads. One query."""
    statement = select(Ticket).join(Ticket.attendee).where(Attendee.registration_id == registration_id)
    return session().scalars(statement.options(joinedload(Ticket.attendee)).order_by(Attendee.id)).all()


def valid_tickets_of(event_id: EventId, attendee_ids: Iterable[AttendeeId]) -> dict[AttendeeId, Ticket]:
    """The tickets that open the door, by head; one query for each few hundred."""
    wanted, found = list(attendee_ids), dict[AttendeeId, Ticket]()
    for at in range(0, len(wanted), _AT_ONCE):
        statement = select(Ticket).where(
            Ticket.event_id == event_id,
            Ticket.revoked_at.is_(None),
            Ticket.attendee_id.in_(wanted[at : at + _AT_ONCE]),
        )
        found |= {each.attendee_id: each for each in session().scalars(statement)}
    return found


def find_by_reference(reference: str) -> Ticket | None:
    """The ticket with its attendee and registration. One query."""
    return session().scalar(select(Ticket).where(Ticket.reference == reference).options(_WITH_PEOPLE))


def find_with_event(reference: str) -> Ticket | None:
    """The ticket with its attendee, registration, event, host, venue and pool. One query."""
    around = [_WITH_EVENT.joinedload(each) for each in (Event.host, Event.venue, Event.pool)]
    found = session().scalar(select(Ticket).where(Ticket.reference == reference).options(*around))
    return None if found is None or found.attendee.registration.event.is_thrown_away else found


def held_of(references: Iterable[str]) -> dict[str, HeldTicket]:
    """The tickets with these references, as far as there are any. One query, none for no reference."""
    wanted = list(references)
    rows = session().execute(_HELD_BY_REFERENCE, {"references": wanted}) if wanted else ()
    return {reference: HeldTicket(*held) for *held, reference in rows}


def find_held(ticket_id: TicketId) -> HeldTicket | None:
    """As `held_of`, by the ticket's id. One query."""
    row = session().execute(_HELD_BY_ID, {"which": ticket_id}).one_or_none()
    return HeldTicket(*row) if row else None


def find_by_code(event_id: EventId, code: str) -> Ticket | None:
    """The ticket of the event with this code, as `read_spoken_code` returns it, with its people. One query."""
    statement = select(Ticket).where(Ticket.event_id == event_id, Ticket.code == code)
    return session().scalar(statement.options(_WITH_PEOPLE))


def reference_of_code(event_id: EventId, code: str) -> str | None:
    """As `find_by_code`, only the reference. One query."""
    return session().scalar(_CODE, {"event": event_id, "code": code})


def count_valid(event_id: EventId) -> int:
    """How many tickets of the event open the door."""
    statement = select(func.count()).where(Ticket.event_id == event_id, Ticket.revoked_at.is_(None))
    return session().scalar(statement) or 0


def reference_of(ticket_id: TicketId) -> str:
    """The reference of a ticket that there is. One query."""
    statement = select(_TICKET.c.reference).where(_TICKET.c.id == ticket_id)
    return str(session().execute(statement).scalar_one())
