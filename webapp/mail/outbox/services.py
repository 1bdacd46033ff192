"""The outbox: a mail is a row written with the change that causes it; a worker takes it up later."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, insert, or_, select, update
from sqlalchemy.orm import aliased

from webapp.events.models import Event
from webapp.foundation import tokens
from webapp.foundation.database import session, table_of
from webapp.foundation.email_addresses import normal_form
from webapp.mail import rules
from webapp.mail.models import OutboxMail
from webapp.mail.types import Claimed, MailKind, MailState, StaffMailKind
from webapp.registration.models import Registration

_SENT_ALONG = (
    OutboxMail.id,
    OutboxMail.public_id,
    OutboxMail.message_id,
    OutboxMail.kind,
    OutboxMail.about,
    OutboxMail.recipient,
    OutboxMail.recipient_name,
    OutboxMail.sender_name,
    OutboxMail.reply_to,
    OutboxMail.language,
    OutboxMail.subject,
    OutboxMail.text,
    OutboxMail.html,
    OutboxMail.unsubscribe,
    OutboxMail.attempts,
    OutboxMail.created_at,
    OutboxMail.due_at,
)

_COPIED = (
    "kind",
    "about",
    "recipient",
    "recipient_normal",
    "recipient_name",
    "sender_name",
    "reply_to",
    "language",
    "subject",
    "text",
    "html",
    "unsubscribe",
    "event_id",
)
_NEW = insert(table_of(OutboxMail))
# What is still told although nothing else is kept of those whom it concerns, until it went out.
_LAST_WORDS = (MailKind.NO_LONGER.value,)
_OUTLIVED = delete(OutboxMail).where(
    OutboxMail.kind.in_(_LAST_WORDS),
    OutboxMail.state != MailState.WAITING,
    OutboxMail.about.in_(select(Registration.public_id).where(Registration.erased_at.is_not(None))),
)


def put(mails: Iterable[Mapping[str, object]], *, host: str, now: datetime) -> None:
    """Write mails into the outbox, all in one statement; `host` stands in their Message-IDs."""
    rows = [{**mail, **_fresh(host, now)} for mail in mails]
    if rows:
        session().execute(_NEW, rows)


def claim(*, now: datetime) -> Claimed | None:
    """Take the mail that has been due for longest upon oneself, so that no other worker sends it meanwhile.

    What was written to one address goes out in the order in which it was written; what goes to many waits for the rest.
    """
    due = (
        select(OutboxMail.id)
        .where(OutboxMail.state == MailState.WAITING, OutboxMail.due_at <= now, ~_an_earlier_one_waits())
        .order_by(OutboxMail.in_bulk, OutboxMail.due_at, OutboxMail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    # A worker that dies leaves a try counted, so that a mail which kills workers is set aside in the end.
    taken = (
        update(OutboxMail)
        .where(OutboxMail.id == due)
        .values(due_at=now + rules.LEASE, attempts=OutboxMail.attempts + 1)
        .returning(*_SENT_ALONG)
        .execution_options(synchronize_session=False)
    )
    row = session().execute(taken).one_or_none()
    return Claimed(*tuple(row)) if row else None


def mark_sent(mail: Claimed, *, now: datetime) -> None:
    """Say that the mail went out; what was the last word to somebody whose data are deleted is deleted then."""
    _settle(mail, state=MailState.SENT.value, sent_at=now, last_problem="")
    if mail.kind in _LAST_WORDS:
        session().execute(_OUTLIVED.where(OutboxMail.id == mail.id))


def try_later(mail: Claimed, *, problem: str, now: datetime) -> None:
    """Have the mail tried again after a growing delay, or looked at by somebody after too many tries."""
    if rules.is_tried_enough(mail.attempts):
        set_aside(mail, problem=problem)
    else:
        _settle(mail, due_at=now + rules.delay_after(mail.attempts), last_problem=problem)


def set_aside(mail: Claimed, *, problem: str) -> None:
    """Try no more; somebody has to look at it."""
    _settle(mail, state=MailState.SET_ASIDE.value, last_problem=problem)


def give_back(mail: Claimed, *, problem: str) -> None:
    """Let the mail wait for better times, in its old place; the try doesn't count."""
    _settle(mail, due_at=mail.created_at, attempts=mail.attempts - 1, last_problem=problem)


def send_again(*, mail: OutboxMail, host: str, now: datetime) -> OutboxMail:
    """Have a mail delivered once more. One that went out before goes as a new one, or mailboxes would drop it."""
    if mail.state == MailState.WAITING:
        return mail
    if mail.state == MailState.SET_ASIDE:
        mail.state, mail.attempts, mail.due_at = MailState.WAITING.value, 0, now
    else:
        kept = {name: getattr(mail, name) for name in _COPIED}
        mail = OutboxMail(**kept, **_fresh(host, now))
        session().add(mail)
    session().flush()
    return mail


def mark_returned(*, message_id: str, problem: str) -> bool:
    """Say that a mail was sent back to us; False when it is none of ours."""
    own = update(OutboxMail).where(OutboxMail.message_id == message_id, OutboxMail.state == MailState.SENT)
    told = own.values(state=MailState.RETURNED.value, last_problem=problem)
    done = session().execute(told.execution_options(synchronize_session=False))
    return bool(done.rowcount)  # type: ignore[attr-defined]


def forget_old(*, now: datetime) -> int:
    """Delete mails that went out long ago; returns how many."""
    gone = (MailState.SENT.value, MailState.RETURNED.value)
    old = delete(OutboxMail).where(OutboxMail.state.in_(gone), OutboxMail.sent_at < now - rules.KEPT_FOR)
    gone_now = int(session().execute(old).rowcount)  # type: ignore[attr-defined]
    return gone_now + int(session().execute(_OUTLIVED).rowcount)  # type: ignore[attr-defined]


def forget_about(public_ids: Sequence[str]) -> Sequence[str]:
    """Delete all mails about these registrations or invitations, sent or not; returns their own public ids.

    Only whoever came along and is just being told that their ticket is void still hears it.
    """
    last = and_(OutboxMail.kind.in_(_LAST_WORDS), OutboxMail.state == MailState.WAITING)
    gone = delete(OutboxMail).where(OutboxMail.about.in_(public_ids), ~last)
    return session().scalars(gone.returning(OutboxMail.public_id)).all()


def forget_to(email_normal: str, organisation_id: int) -> Sequence[str]:
    """Delete all mails to an address about an organisation's events, sent or not; returns their own public ids."""
    theirs = OutboxMail.event_id.in_(select(Event.id).where(Event.host_id == organisation_id))
    gone = delete(OutboxMail).where(OutboxMail.recipient_normal == email_normal, theirs)
    return session().scalars(gone.returning(OutboxMail.public_id)).all()


def forget_staff(*, about: str, email_normal: str) -> Sequence[str]:
    """Delete what was written to somebody of the staff about their account; returns the public ids of the mails."""
    theirs = or_(OutboxMail.about == about, OutboxMail.recipient_normal == email_normal)
    gone = delete(OutboxMail).where(OutboxMail.kind.in_([kind.value for kind in StaffMailKind]), theirs)
    return session().scalars(gone.returning(OutboxMail.public_id)).all()


def withdraw(*, about: str, email: str) -> None:
    """Delete what still waits to go to an address about this registration: it is somebody else's, or no one's."""
    waits = OutboxMail.about == about, OutboxMail.state == MailState.WAITING.value
    session().execute(delete(OutboxMail).where(*waits, OutboxMail.recipient_normal == normal_form(email)))


def _an_earlier_one_waits() -> ColumnElement[bool]:
    other = aliased(OutboxMail)
    earlier = or_(
        other.in_bulk < OutboxMail.in_bulk, and_(other.in_bulk == OutboxMail.in_bulk, other.id < OutboxMail.id)
    )
    return exists().where(
        other.recipient_normal == OutboxMail.recipient_normal, other.state == MailState.WAITING, earlier
    )


def _settle(mail: Claimed, **values: object) -> None:
    # Only whoever still holds the lease may say what became of the mail.
    own = (OutboxMail.id == mail.id, OutboxMail.state == MailState.WAITING, OutboxMail.due_at == mail.lease)
    session().execute(update(OutboxMail).where(*own).values(**values).execution_options(synchronize_session=False))


def _fresh(host: str, now: datetime) -> dict[str, object]:
    return {
        "public_id": tokens.new_id(),
        "message_id": f"<{tokens.new_id()}@{host}>",
        "state": MailState.WAITING.value,
        "attempts": 0,
        "due_at": now,
        "created_at": now,
        "last_problem": "",
    }
