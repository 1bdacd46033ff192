"""Tickets for tests."""

from tests.factories.stations import make_guest
from webapp.events.models import Event
from webapp.foundation import clock
from webapp.tickets import services
from webapp.tickets.models import Ticket
from webapp.tickets.payload import payload_of


def make_ticket(event: Event, name: str = "Kim Muster") -> Ticket:
    """The ticket of somebody with a confirmed place at the event."""
    return services.issue_ticket(attendee=make_guest(event, name), event=event, now=clock.now())


def make_payload(event: Event, name: str = "Kim Muster") -> str:
    """What the QR code of a fresh ticket holds."""
    return payload_of(make_ticket(event, name), event)


def tampered(payload: str, position: int = 100) -> str:
    """The payload with one letter changed."""
    other = "A" if payload[position] != "A" else "B"
    return payload[:position] + other + payload[position + 1 :]
