"""Tickets in letters: all of them to whoever registered, one to a head with an address of its own."""

from collections.abc import Sequence
from typing import Any

from webapp.accounts.addresses import normal_form
from webapp.events.models import Event
from webapp.foundation.http import links
from webapp.foundation.http.language import speaking
from webapp.mail.posting import Reader, may_write_unasked, write_to
from webapp.mail.queries.companions import Household
from webapp.mail.types import MailKind
from webapp.registration.models import Attendee, Registration
from webapp.registration.types import AttendeeId
from webapp.tickets.payload import payload_of, payloads_of
from webapp.tickets.queries import tickets_of_registration, valid_tickets_of

MOST_LISTED = 12


def tickets_of(registration: Registration) -> dict[str, Any]:
    """The tickets by name; a group without names, or a large one, finds them on the page of its registration."""
    heads = registration.attendees
    if len(heads) > MOST_LISTED or not all(head.name for head in heads):
        return {"tickets": [], "heads": len(heads)}
    valid = [ticket for ticket in tickets_of_registration(registration.id) if ticket.revoked_at is None]
    return {
        "tickets": [{"name": ticket.attendee.name, "url": ticket_page(ticket, registration)} for ticket in valid],
        "heads": len(heads),
    }


def ticket_page(ticket: Any, registration: Registration) -> str:
    """The address of a ticket's page."""
    with speaking(registration.language):
        return links.absolute("public.ticket", payload=payload_of(ticket, registration.event))


def ticket_pages(event: Event, households: Sequence[Household]) -> dict[AttendeeId, str]:
    """The addresses of the tickets of those who come along. Two queries for each few hundred of them."""
    spoken = {person: each.first.language for each in households for person in each.people}
    tickets = valid_tickets_of(event.id, spoken)
    payloads = payloads_of(tickets.values(), event)
    found = {}
    for person, ticket in tickets.items():
        with speaking(spoken[person]):
            found[person] = links.absolute("public.ticket", payload=payloads[ticket.id])
    return found


def send_own_ticket(registration: Registration, attendee: Attendee) -> None:
    """A head with an address of its own gets the ticket there, unless that address had enough mails lately."""
    reader = _own_reader(registration, attendee)
    ticket = next((t for t in tickets_of_registration(registration.id) if t.attendee_id == attendee.id), None)
    if reader and ticket and may_write_unasked(attendee.email):
        write_to(MailKind.TICKET_OF_HEAD, registration.event, reader, ticket_page(ticket, registration))


def take_own_ticket_back(registration: Registration, attendee: Attendee) -> None:
    """Tell a head with an address of its own that its ticket is no longer valid."""
    reader = _own_reader(registration, attendee)
    if reader and registration.confirmed_at is not None and may_write_unasked(attendee.email):
        # Nobody but whoever registered gets the link to the registration.
        with speaking(registration.language):
            page = links.absolute("public.event", slug=registration.event.slug)
        write_to(MailKind.NO_LONGER, registration.event, reader, page)


def _own_reader(registration: Registration, attendee: Attendee) -> Reader | None:
    # Nobody has confirmed this address: it gets no words that somebody typed, not even a name.
    if not attendee.email or normal_form(attendee.email) == registration.email_normal:
        return None
    return Reader(registration.public_id, attendee.email, registration.language)
