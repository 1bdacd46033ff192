"""Opening a ticket by what its QR code holds."""

from dataclasses import dataclass

from webapp.events.models import Event
from webapp.foundation import clock
from webapp.foundation.http import links, throttle
from webapp.tickets import payload, queries, rules
from webapp.tickets.errors import TicketNotFoundError
from webapp.tickets.models import Ticket
from webapp.tickets.types import TicketState

_KIND = "ticket"


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """A genuine ticket in the hands of whoever holds its address."""

    ticket: Ticket
    payload: str

    @property
    def event(self) -> Event:
        return self.ticket.attendee.registration.event

    @property
    def name(self) -> str:
        """Whose it is: of a class whoever registered it; empty once that was deleted."""
        return self.ticket.attendee.name or self.ticket.attendee.registration.name

    @property
    def code(self) -> str:
        return rules.shown_code(self.ticket.code)

    @property
    def state(self) -> TicketState:
        return rules.state_of(self.event.status, revoked=self.ticket.revoked_at is not None)

    @property
    def opens_the_door(self) -> bool:
        return self.state in {TicketState.VALID, TicketState.EVENT_POSTPONED}

    @property
    def is_over(self) -> bool:
        """True after the end of an event that took place."""
        return self.state is TicketState.VALID and self.event.ends_at <= clock.now()

    @property
    def url(self) -> str:
        """The address that the QR code holds, on the canonical host."""
        return links.absolute("public.tickets.ticket", payload=self.payload)


def open_ticket(scanned: str) -> OpenTicket:
    """The ticket behind a payload, else TicketNotFoundError; guesses count, and a guesser is refused for a while."""
    throttle.refuse_guessers(_KIND)
    reading = payload.read(scanned)
    ticket = queries.find_with_event(reading.content.reference) if isinstance(reading, payload.Genuine) else None
    if ticket is None:
        throttle.count_failure(_KIND)
        raise TicketNotFoundError
    return OpenTicket(ticket, scanned)
