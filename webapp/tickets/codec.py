"""What a ticket's QR code holds, byte by byte; `docs/ticket-format.md` describes it for other programs.

version 1 | key id 1 | event 8 | ticket 16 | valid through 2 | Ed25519 signature 64      = 92 bytes, 123 characters
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from webapp.foundation import tokens
from webapp.tickets.rules import FIRST_DAY
from webapp.tickets.types import KeyId

VERSION = 1
CHARACTERS = 123
# What we sign for another purpose one day can never be passed off as a ticket.
PREFIX = b"dialogwerk ticket\x00"
_HEAD = struct.Struct(">BB8s16sH")
_EVENT_BYTES = 8


@dataclass(frozen=True, slots=True)
class Content:
    """What is signed: ids and a day, nothing about a person. `event` is the first eight bytes of the event's id."""

    key_id: KeyId
    event: bytes
    reference: str
    valid_through: date


@dataclass(frozen=True, slots=True)
class Genuine:
    """We wrote this ticket; whether it is still good is a question for the database or the list on the device."""

    content: Content


@dataclass(frozen=True, slots=True)
class Forged:
    """It looks like a ticket, and none of our keys signed it."""


@dataclass(frozen=True, slots=True)
class UnknownKey:
    """It names a key that we do not know: not ours, or newer than the list on the device."""

    key_id: KeyId


@dataclass(frozen=True, slots=True)
class Unreadable:
    """No ticket at all."""


Reading = Genuine | Forged | UnknownKey | Unreadable


def event_bytes(event_key: str) -> bytes:
    """The eight bytes by which a ticket names its event."""
    return tokens.decode(event_key)[:_EVENT_BYTES]


def write(content: Content, key: Ed25519PrivateKey) -> str:
    """The signed payload, URL-safe, the same for the same content."""
    days = (content.valid_through - FIRST_DAY).days
    head = _HEAD.pack(VERSION, content.key_id, content.event, tokens.decode(content.reference), days)
    return tokens.encode(head + key.sign(PREFIX + head))


def read(payload: str, public_key: Callable[[KeyId], bytes | None]) -> Reading:
    """What a scanned payload is; `public_key` gives the 32 bytes of a key or None.

    Never raises, and does the same small work whatever it is given: one length, one decoding, at most one signature.
    """
    raw = _decoded(payload)
    if raw is None or raw[0] != VERSION:
        return Unreadable()
    head, signature = raw[: _HEAD.size], raw[_HEAD.size :]
    _, key_id, event, reference, days = _HEAD.unpack(head)
    key = public_key(KeyId(key_id))
    if key is None:
        return UnknownKey(KeyId(key_id))
    if not _is_signed(key, signature, PREFIX + head):
        return Forged()
    valid_through = FIRST_DAY + timedelta(days=days)
    return Genuine(Content(KeyId(key_id), event, tokens.encode(reference), valid_through))


def _decoded(payload: str) -> bytes | None:
    if len(payload) != CHARACTERS:
        return None
    try:
        return tokens.decode(payload)
    except ValueError:
        return None


def _is_signed(key: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True
