"""Payloads of our own tickets, written and checked with our own keys."""

from webapp.events.models import Event
from webapp.tickets import codec, keys, rules
from webapp.tickets.codec import Forged, Genuine, Reading, UnknownKey, Unreadable
from webapp.tickets.models import Ticket

__all__ = ["Forged", "Genuine", "Reading", "UnknownKey", "Unreadable", "payload_of", "read"]


def payload_of(ticket: Ticket, event: Event) -> str:
    """What the ticket's QR code and address hold; the same on every call until the event moves to another day."""
    content = codec.Content(
        key_id=ticket.key_id,
        event=codec.event_bytes(event.public_id),
        reference=ticket.reference,
        valid_through=rules.valid_through(event.ends_at, event.zone),
    )
    return codec.write(content, keys.private_key(ticket.key_id))


def read(scanned: str) -> Reading:
    """What a scanned payload is, checked against our keys. One query for a key not met before or a signature amiss."""
    reading = codec.read(scanned, keys.known_public_key)
    return codec.read(scanned, keys.find_public_key) if isinstance(reading, Forged) else reading
