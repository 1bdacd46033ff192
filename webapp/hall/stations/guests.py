"""Who stands at a station: somebody whose ticket this browser has opened, or who types the code on it."""

from flask import session as cookie_session
from flask_babel import gettext as _

from webapp.events.models import Event
from webapp.foundation import tokens
from webapp.foundation.http import throttle
from webapp.registration.models import Attendee
from webapp.tickets.models import Ticket
from webapp.tickets.queries import find_by_code, find_by_reference

_TICKET = "ticket"
_KIND = "ticket_code"


def find_guest(event: Event) -> Attendee | None:
    """The holder of this browser's ticket, when it is a valid one for this event."""
    reference = cookie_session.get(_TICKET)
    ticket = find_by_reference(reference) if reference else None
    return ticket.attendee if ticket and _is_valid(ticket, event) else None


def name_of(guest: Attendee) -> str:
    """What a guest is called: of a class whoever registered it."""
    return guest.name or guest.registration.name or str(_("(name deleted)"))


def recognise(event: Event, typed: str) -> bool:
    """Remember the ticket whose code was typed; wrong codes count as guesses, and a guesser is refused for a while."""
    throttle.refuse_guessers(_KIND)
    ticket = find_by_code(event.id, tokens.read_spoken_code(typed))
    if ticket is None or not _is_valid(ticket, event):
        throttle.count_failure(_KIND)
        return False
    cookie_session[_TICKET] = ticket.reference
    return True


def forget() -> None:
    """Let somebody else use this browser."""
    cookie_session.pop(_TICKET, None)


def _is_valid(ticket: Ticket, event: Event) -> bool:
    return ticket.revoked_at is None and ticket.event_id == event.id
