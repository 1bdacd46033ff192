"""The keys that sign tickets: made when first needed, sealed at rest, rotated without losing what was signed."""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import current_app
from sqlalchemy import func, select, update

from webapp.foundation import sealing
from webapp.foundation.database import session
from webapp.foundation.inserting import insert_new
from webapp.tickets.errors import KeysUsedUpError
from webapp.tickets.models import SigningKey
from webapp.tickets.rules import LAST_KEY
from webapp.tickets.types import KeyId

_PURPOSE = "ticket key"
_FIRST = KeyId(1)
_KNOWN = "ticket_keys"


def current_key(*, now: datetime) -> KeyId:
    """The key that signs new tickets; makes the very first one."""
    newest = session().scalar(select(func.max(SigningKey.id)).where(SigningKey.retired_at.is_(None)))
    return newest or _make(_FIRST, now)


def rotate(*, now: datetime) -> KeyId:
    """Sign with a new key from now on. Tickets signed with the old ones stay good."""
    newest = session().scalar(select(func.max(SigningKey.id))) or 0
    if newest >= LAST_KEY:
        raise KeysUsedUpError
    made = _make(KeyId(newest + 1), now)
    session().execute(
        update(SigningKey).where(SigningKey.id < made, SigningKey.retired_at.is_(None)).values(retired_at=now)
    )
    return made


def private_key(key_id: KeyId) -> Ed25519PrivateKey:
    """The key for signing, opened."""
    sealed = session().execute(select(SigningKey.sealed_private).where(SigningKey.id == key_id)).scalar_one()
    return Ed25519PrivateKey.from_private_bytes(sealing.unseal(_PURPOSE, sealed))


@sealing.sample
def newest_sealed() -> tuple[str, bytes] | None:
    """The newest key as it lies there, for trying the secret."""
    newest = select(SigningKey.sealed_private).order_by(SigningKey.id.desc()).limit(1)
    sealed = session().scalar(newest)
    return (_PURPOSE, sealed) if sealed else None


def find_public_key(key_id: KeyId) -> bytes | None:
    """The 32 bytes with which anybody checks a signature; retired keys too. One query."""
    stored = session().scalar(select(SigningKey.public_key).where(SigningKey.id == key_id))
    if stored is not None:
        _known()[key_id] = stored
    return stored


def known_public_key(key_id: KeyId) -> bytes | None:
    """As `find_public_key`, from memory where it has been asked for; out of date once a database was laid in afresh."""
    return _known().get(key_id) or find_public_key(key_id)


def _known() -> dict[KeyId, bytes]:
    kept: dict[KeyId, bytes] = current_app.extensions.setdefault(_KNOWN, {})
    return kept


def _make(key_id: KeyId, now: datetime) -> KeyId:
    key = Ed25519PrivateKey.generate()
    # Two first tickets at the same moment agree on one key.
    insert_new(
        SigningKey,
        id=key_id,
        public_key=key.public_key().public_bytes_raw(),
        sealed_private=sealing.seal(_PURPOSE, key.private_bytes_raw()),
        created_at=now,
    )
    return key_id
