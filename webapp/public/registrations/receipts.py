"""What somebody was told on registering, in an address that tells nobody who it was."""

from datetime import UTC, datetime

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from webapp.events.models import Event
from webapp.registration.types import Receipt


def seal(event: Event, receipt: Receipt, heads: int) -> str:
    """The receipt as a part of an address, with the number of people."""
    said = [int(receipt.until.timestamp()), receipt.position, int(receipt.to_be_approved), heads]
    return str(_serializer(event).dumps(said))


def unseal(event: Event, sealed: str) -> tuple[Receipt, int] | None:
    """What `seal` made for this event, else None; the number is 0 where none was told."""
    try:
        until, position, to_be_approved, *heads = _serializer(event).loads(sealed)
    except BadSignature:
        return None
    receipt = Receipt(datetime.fromtimestamp(until, UTC), position, to_be_approved=bool(to_be_approved))
    return receipt, heads[0] if heads else 0


def _serializer(event: Event) -> URLSafeSerializer:
    # Signed, so that nobody can have this site promise a place in a link of their own making.
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=f"receipt:{event.public_id}")
