"""What somebody was told on registering, in an address that tells nobody who it was."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import current_app
from flask import session as cookie_session
from itsdangerous import BadSignature, URLSafeSerializer

from webapp.events.models import Event
from webapp.foundation.http import once
from webapp.registration.types import Receipt

_WHO = "put_down"
_MOST_LETTERS = 300  # a cookie holds 4 KB, and a letter may take twelve bytes of it


@dataclass(frozen=True, slots=True)
class PutDown:
    """Who is being registered, and with which address; for a group without names what it is."""

    names: tuple[str, ...]
    heads: int
    email: str = ""


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


def keep_for_repeats(who: PutDown) -> None:
    """Let the same form, sent once more at the same moment, tell the same on the next page."""
    once.keep_for_repeats(_WHO, _kept(who))


def keep(who: PutDown) -> None:
    """Remember for the next page, on the device alone, who was registered there."""
    cookie_session[_WHO] = _kept(who)


def _kept(who: PutDown) -> list[Any]:
    names: list[str] = []
    for name in who.names:
        if sum(map(len, names)) + len(name) > _MOST_LETTERS:
            names.append("…")
            break
        names.append(name)
    return [names, who.email]


def take() -> tuple[tuple[str, ...], str]:
    """The names and the address that were kept, once."""
    kept: Any = cookie_session.pop(_WHO, None) or ([], "")
    return tuple(kept[0]), kept[1]


def _serializer(event: Event) -> URLSafeSerializer:
    # Signed, so that nobody can have this site promise a place in a link of their own making.
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=f"receipt:{event.public_id}")
