from datetime import datetime

from sqlalchemy import and_, bindparam, func, select

from webapp.foundation.database import session
from webapp.mail.models import OutboxMail
from webapp.mail.types import UNASKED, MailKind, MailState
from webapp.registration.models import Registration

_UNASKED = (
    select(func.count())
    .select_from(OutboxMail)
    .outerjoin(
        Registration,
        and_(OutboxMail.kind == MailKind.CONFIRMATION_ASKED, Registration.public_id == OutboxMail.about),
    )
    .where(
        OutboxMail.recipient_normal == bindparam("email_normal"),
        OutboxMail.created_at > bindparam("since"),
        OutboxMail.kind.in_(sorted(UNASKED)),
        Registration.address_confirmed_at.is_(None),
    )
)


def unasked_mails(email_normal: str, *, since: datetime) -> int:
    """How many mails an address got since then that its owner perhaps never asked for. One query.

    A question for confirmation that was answered doesn't count: whoever answers wants the mail.
    """
    return session().scalar(_UNASKED, {"email_normal": email_normal, "since": since}) or 0


def is_anything_due(now: datetime) -> bool:
    """True when a mail waits for a worker."""
    due = select(OutboxMail.id).where(OutboxMail.state == MailState.WAITING, OutboxMail.due_at <= now).limit(1)
    return session().scalar(due) is not None
