"""The keys that sign tickets: made when first needed, sealed at rest, rotated without losing what was signed."""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from webapp.foundation import sealing
from webapp.foundation.database import session
from webapp.tickets.errors import KeysUsedUpError
from webapp.tickets.models import SigningKey
from webapp.tickets.rules import LAST_KEY
from webapp.tickets.types import KeyId

_PURPOSE = "ticket key"
_FIRST = KeyId(1)


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


def find_public_key(key_id: KeyId) -> bytes | None:
    """The 32 bytes with which anybody checks a signature; retired keys too."""
    return session().scalar(select(SigningKey.public_key).where(SigningKey.id == key_id))


def _make(key_id: KeyId, now: datetime) -> KeyId:
    key = Ed25519PrivateKey.generate()
    insert = postgresql.insert if session().get_bind().dialect.name == "postgresql" else sqlite.insert
    row = insert(SigningKey).values(
        id=key_id,
        public_key=key.public_key().public_bytes_raw(),
        sealed_private=sealing.seal(_PURPOSE, key.private_bytes_raw()),
        created_at=now,
    )
    # Two first tickets at the same moment agree on one key.
    session().execute(row.on_conflict_do_nothing())
    return key_id
