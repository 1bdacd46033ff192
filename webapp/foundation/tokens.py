"""Random ids and links that can't be guessed.

A capability link holds a public id and a keyed digest of it. The link can be made again from the row (to mail it once
more) and nothing in the database opens a page by itself.
"""

import base64
import hashlib
import hmac
import secrets
import unicodedata

_ID_BYTES = 16
_ID_CHARS = 22


def new_id() -> str:
    """A random public id of 128 bits, 22 URL-safe characters."""
    return encode(secrets.token_bytes(_ID_BYTES))


def encode(raw: bytes) -> str:
    """URL-safe base64 without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def decode(text: str) -> bytes:
    """The bytes behind `encode`; ValueError for anything that `encode` would not have written."""
    if not text.isascii():
        raise ValueError("not ours")
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if encode(raw) != text:
        raise ValueError("not canonical")
    return raw


def derive_key(secret: str, purpose: str) -> bytes:
    """A 32-byte key for one purpose; knowing it says nothing about the keys of other purposes."""
    return hmac.new(secret.encode(), f"dialogwerk:{purpose}".encode(), hashlib.sha256).digest()


def seal(secret: str, purpose: str, public_id: str) -> str:
    """A link token for `public_id` that opens only what `purpose` names; 44 characters."""
    return public_id + _mac(secret, purpose, public_id)


def unseal(secret: str, purpose: str, token: str) -> str | None:
    """The public id in a token that `seal` made for this purpose, else None; takes constant time."""
    public_id, mac = token[:_ID_CHARS], token[_ID_CHARS:]
    expected = _mac(secret, purpose, public_id)
    return public_id if hmac.compare_digest(mac.encode("utf-8", "replace"), expected.encode()) else None


def _mac(secret: str, purpose: str, public_id: str) -> str:
    key = derive_key(secret, f"link:{purpose}")
    return encode(hmac.new(key, public_id.encode("utf-8", "replace"), hashlib.sha256).digest()[:_ID_BYTES])


# Letters and digits that nobody mistakes for one another when read out over the noise of a hall.
SPOKEN_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_spoken_code(length: int) -> str:
    """A random code for reading out and typing in."""
    return "".join(secrets.choice(SPOKEN_ALPHABET) for _ in range(length))


def read_spoken_code(typed: str) -> str:
    """What was typed, without gaps, in capitals, with look-alikes put right."""
    kept = "".join(c for c in unicodedata.normalize("NFKC", typed).upper() if c.isalnum())
    return kept.translate(str.maketrans("O0I1LU", "QQJJJV"))
