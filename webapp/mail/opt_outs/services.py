"""Addresses that want no mail beyond what their own registrations need."""

from datetime import datetime

from sqlalchemy import delete

from webapp.foundation.database import session
from webapp.foundation.inserting import insert_new
from webapp.mail.models import OptOut


def stop_mail(*, digest: str, now: datetime) -> None:
    """Write to this address only what its own registrations need; saying it twice is saying it once."""
    insert_new(OptOut, digest=digest, since=now)


def allow_mail(*, digest: str) -> None:
    """Write to this address as to any other again."""
    session().execute(delete(OptOut).where(OptOut.digest == digest))
