from datetime import datetime

from sqlalchemy import and_, bindparam, func, select

from webapp.foundation.database import session, table_of
from webapp.mail.models import OutboxMail
from webapp.mail.types import UNASKED, MailKind, MailState
from webapp.registration.models import Registration

_MAIL, _REGISTRATION = table_of(OutboxMail).c, table_of(Registration).c
_UNASKED = (
    select(func.count(_MAIL.id))
    .outerjoin_from(
        table_of(OutboxMail),
        table_of(Registration),
        and_(_MAIL.kind == MailKind.CONFIRMATION_ASKED.value, _REGISTRATION.public_id == _MAIL.about),
    )
    .where(
        _MAIL.recipient_normal == bindparam("email_normal"),
        _MAIL.created_at > bindparam("since"),
        _MAIL.kind.in_(sorted(UNASKED)),
        _REGISTRATION.address_confirmed_at.is_(None),
    )
)


def unasked_mails(email_normal: str, *, since: datetime) -> int:
    """How many mails an address got since then that its owner perhaps never asked for. One query.

    A question for confirmation that was answered doesn't count: whoever answers wants the mail.
    """
    return session().scalar(_UNASKED, {"email_normal": email_normal, "since": since}) or 0


def waiting_mails() -> int:
    """How many mails wait to go out. One query."""
    return session().scalar(select(func.count()).where(OutboxMail.state == MailState.WAITING)) or 0


def is_anything_due(now: datetime) -> bool:
    """True when a mail waits for a worker."""
    due = select(OutboxMail.id).where(OutboxMail.state == MailState.WAITING, OutboxMail.due_at <= now).limit(1)
    return session().scalar(due) is not None
