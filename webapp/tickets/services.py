from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from webapp.events.models import Event
from webapp.foundation import facts, tokens
from webapp.foundation.database import session
from webapp.foundation.inserting import insert_new
from webapp.registration.models import Attendee
from webapp.registration.types import AttendeeId, RegistrationId
from webapp.tickets import keys, queries, rules
from webapp.tickets.facts import TicketIssued, TicketRevoked
from webapp.tickets.models import Ticket
from webapp.tickets.types import KeyId, TicketId

_MOST_TRIES = 20


def issue_ticket(*, attendee: Attendee, event: Event, now: datetime) -> Ticket:
    """The attendee's ticket; a second time gives the same one, good again if it had been revoked."""
    key_id = keys.current_key(now=now)
    for _ in range(_MOST_TRIES):
        known = queries.ticket_of_attendee(attendee.id)
        if known is not None:
            known.revoked_at = None
            session().flush()
            return known
        ticket = _insert(attendee, event, key_id, now)
        if ticket is not None:
            facts.publish(TicketIssued(ticket.id))
            return ticket
    raise RuntimeError("no free code was found")


def revoke_tickets(*, registration_id: RegistrationId, now: datetime) -> None:
    """No ticket of the registration opens the door any more."""
    _revoke(Attendee.registration_id == registration_id, now)


def revoke_ticket(*, attendee_id: AttendeeId, now: datetime) -> None:
    """The ticket of one head opens no door any more."""
    _revoke(Attendee.id == attendee_id, now)


def void_entries(*, ticket_id: TicketId, before: datetime) -> None:
    """No entry by the ticket from before that moment counts any more, should its day come back."""
    session().execute(update(Ticket).where(Ticket.id == ticket_id).values(void_before=before))


def _revoke(whose: ColumnElement[bool], now: datetime) -> None:
    statement = select(Ticket.id).join(Ticket.attendee).where(whose, Ticket.revoked_at.is_(None))
    ids = session().scalars(statement).all()
    if not ids:
        return
    session().execute(update(Ticket).where(Ticket.id.in_(ids)).values(revoked_at=now))
    for ticket_id in ids:
        facts.publish(TicketRevoked(ticket_id))


def _insert(attendee: Attendee, event: Event, key_id: KeyId, now: datetime) -> Ticket | None:
    """The new ticket; None when its code is taken at this event or a rival has just issued the attendee's ticket."""
    ticket_id = insert_new(
        Ticket,
        reference=tokens.new_id(),
        event_id=event.id,
        attendee_id=attendee.id,
        key_id=key_id,
        code=tokens.new_spoken_code(rules.CODE_LENGTH),
        issued_at=now,
    )
    return session().get(Ticket, ticket_id) if ticket_id is not None else None
