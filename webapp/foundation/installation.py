"""What this installation knows of itself: a mark that only the secret opens with which its data was sealed.

Links and the keys of tickets hang on the secret. With another one every link would be unknown and no ticket could be
signed, so whoever starts asks here first.
"""

from datetime import datetime
from hmac import compare_digest

from cryptography.fernet import InvalidToken
from sqlalchemy import LargeBinary, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from webapp.foundation import sealing
from webapp.foundation.database import Model, session
from webapp.foundation.errors import DomainError, Kind
from webapp.foundation.inserting import insert_new

_PURPOSE = "installation"
_KNOWN = b"sealed with the secret of this installation"
_ONE = 1


class WrongSecretError(DomainError):
    """The secret is not the one with which the data was sealed."""

    kind = Kind.UNAVAILABLE
    code = "wrong_secret"

    def __init__(self) -> None:
        super().__init__(
            "The secret is not the one with which this data was sealed: put back the file secret_key of the data "
            "folder, or DIALOGWERK_SECRET_KEY as it was; if it is lost: dialogwerk key rotate --lost-secret"
        )


class Installation(Model):
    """One row: what the secret seals, and when the disk last took a change."""

    __tablename__ = "installation"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seal: Mapped[bytes] = mapped_column(LargeBinary)
    written_at: Mapped[datetime] = mapped_column()


def is_secret_right() -> bool:
    """True unless something in the database can't be opened with the secret that is set."""
    mark = session().scalar(select(Installation.seal).where(Installation.id == _ONE))
    if mark is not None:
        return _opens(_PURPOSE, mark, _KNOWN)
    return all(_opens(purpose, sealed) for purpose, sealed in sealing.samples())


def write_mark(*, now: datetime) -> None:
    """Change the one row, so that the disk must take it, or make it; WrongSecretError changes nothing."""
    if not is_secret_right():
        raise WrongSecretError
    touched = session().execute(update(Installation).where(Installation.id == _ONE).values(written_at=now))
    if not touched.rowcount:  # type: ignore[attr-defined]
        insert_new(Installation, id=_ONE, seal=sealing.seal(_PURPOSE, _KNOWN), written_at=now)


def accept_secret(*, now: datetime) -> None:
    """Take the secret that is set as the one of this installation from now on."""
    session().execute(delete(Installation))
    insert_new(Installation, id=_ONE, seal=sealing.seal(_PURPOSE, _KNOWN), written_at=now)


def _opens(purpose: str, sealed: bytes, wanted: bytes | None = None) -> bool:
    try:
        found = sealing.unseal(purpose, sealed)
    except InvalidToken:
        return False
    return wanted is None or compare_digest(found, wanted)
