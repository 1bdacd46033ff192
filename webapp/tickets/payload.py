"""Payloads of our own tickets, written and checked with our own keys."""

from collections.abc import Iterable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from webapp.events.models import Event
from webapp.tickets import codec, keys, rules
from webapp.tickets.codec import Forged, Genuine, Reading, UnknownKey, Unreadable
from webapp.tickets.models import Ticket
from webapp.tickets.types import KeyId, TicketId

__all__ = ["Forged", "Genuine", "Reading", "UnknownKey", "Unreadable", "payload_of", "payloads_of", "read"]


def payload_of(ticket: Ticket, event: Event) -> str:
    """What the ticket's QR code and address hold; the same on every call until the event moves to another day."""
    return payloads_of([ticket], event)[ticket.id]


def payloads_of(tickets: Iterable[Ticket], event: Event) -> dict[TicketId, str]:
    """As `payload_of`, for many tickets of one event; one query for each key that they were issued under."""
    found, opened = dict[TicketId, str](), dict[KeyId, Ed25519PrivateKey]()
    through, key = rules.valid_through(event.ends_at, event.zone), codec.event_bytes(event.public_id)
    for ticket in tickets:
        signing = opened.get(ticket.key_id) or opened.setdefault(ticket.key_id, keys.private_key(ticket.key_id))
        found[ticket.id] = codec.write(codec.Content(ticket.key_id, key, ticket.reference, through), signing)
    return found


def read(scanned: str) -> Reading:
    """What a scanned payload is, checked against our keys. One query for a key not met before or a signature amiss."""
    reading = codec.read(scanned, keys.known_public_key)
    return codec.read(scanned, keys.find_public_key) if isinstance(reading, Forged) else reading
