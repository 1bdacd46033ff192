"""The outbox as workers and organizers see it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, bindparam, func, or_, select, union

from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation.database import session, table_of
from webapp.foundation.matching import as_typed
from webapp.mail import rules
from webapp.mail.errors import MailNotFoundError
from webapp.mail.models import OutboxMail
from webapp.mail.types import BY_FORM, UNASKED, MailKind, MailState, StaffMailKind
from webapp.registration.models import Attendee, Invitation, Registration

_MAIL, _REGISTRATION = table_of(OutboxMail).c, table_of(Registration).c
_UNASKED_MAILS = (
    select(func.count(_MAIL.id))
    .outerjoin_from(
        table_of(OutboxMail),
        table_of(Registration),
        and_(_MAIL.kind == MailKind.CONFIRMATION_ASKED.value, _REGISTRATION.public_id == _MAIL.about),
    )
    .where(
        _MAIL.recipient_normal == bindparam("email_normal"),
        _MAIL.created_at > bindparam("since"),
        _REGISTRATION.address_confirmed_at.is_(None),
    )
)


@dataclass(frozen=True, slots=True)
class Mails:
    """One page of an outbox and how many there are in all."""

    mails: Sequence[OutboxMail]
    total: int


UNASKED_MAILS = _UNASKED_MAILS.where(_MAIL.kind.in_(sorted(UNASKED)))
MAILS_BY_FORM = _UNASKED_MAILS.where(_MAIL.kind.in_(sorted(BY_FORM)))
_TAKING_BACK = _UNASKED_MAILS.where(_MAIL.kind == MailKind.NO_LONGER.value)


def unasked_mails(email_normal: str, *, since: datetime, by_form: bool = False, taking_back: bool = False) -> int:
    """How many mails an address got since then that its owner perhaps never asked for. One query.

    A question for confirmation that was answered doesn't count: whoever answers wants the mail.
    """
    statement = _TAKING_BACK if taking_back else MAILS_BY_FORM if by_form else UNASKED_MAILS
    return session().scalar(statement, {"email_normal": email_normal, "since": since}) or 0


def mails_lately(email_normal: str, kind: StaffMailKind, *, since: datetime) -> int:
    """How many mails of this kind an address got since then. One query."""
    lately = (_MAIL.recipient_normal == email_normal, _MAIL.kind == kind.value, _MAIL.created_at > since)
    return session().scalar(select(func.count(_MAIL.id)).where(*lately)) or 0


def tests_of_senders(email_normal: str, *, since: datetime) -> int:
    """How many test mails an address got since then. One query."""
    tests = (_MAIL.recipient_normal == email_normal, _MAIL.created_at > since, _MAIL.kind == MailKind.SENDER_TEST.value)
    return session().scalar(select(func.count(_MAIL.id)).where(*tests)) or 0


def last_test_of_sender(about: str) -> OutboxMail | None:
    """The test mail that somebody sent themselves last, while it is kept. One query."""
    statement = select(OutboxMail).where(OutboxMail.about == about, OutboxMail.kind == MailKind.SENDER_TEST.value)
    return session().scalar(statement.order_by(OutboxMail.id.desc()).limit(1))


def waiting_mails() -> int:
    """How many mails wait to go out. One query."""
    return session().scalar(select(func.count()).where(OutboxMail.state == MailState.WAITING)) or 0


def is_anything_due(now: datetime) -> bool:
    """True when a mail waits for a worker."""
    due = select(OutboxMail.id).where(OutboxMail.state == MailState.WAITING, OutboxMail.due_at <= now).limit(1)
    return session().scalar(due) is not None


def stands_still(now: datetime) -> bool:
    """True when mail is long due, was never tried, and nothing went out since, although no mail server complained.

    One query as long as all is well.
    """
    since, waits = now - rules.STANDS_STILL_AFTER, OutboxMail.state == MailState.WAITING
    untried = (waits, OutboxMail.due_at < since, OutboxMail.attempts == 0)
    if not _is_any(*untried, OutboxMail.last_problem == ""):
        return False
    went_out = (OutboxMail.state == MailState.SENT, OutboxMail.sent_at >= since)
    return not _is_any(waits, OutboxMail.last_problem != "") and not _is_any(*went_out)


def _is_any(*conditions: ColumnElement[bool]) -> bool:
    return session().scalar(select(OutboxMail.id).where(*conditions).limit(1)) is not None


def outbox_of(event_id: EventId, state: MailState | None, words: str, *, limit: int, offset: int) -> Mails:
    """The mails of an event, the latest first. Two queries."""
    conditions = _about(event_id, words)
    if state is not None:
        conditions.append(OutboxMail.state == state.value)
    statement = select(OutboxMail).where(*conditions).order_by(OutboxMail.created_at.desc(), OutboxMail.id.desc())
    mails = session().scalars(statement.limit(limit).offset(offset)).all()
    return Mails(mails, session().scalar(select(func.count()).select_from(OutboxMail).where(*conditions)) or 0)


def _about(event_id: EventId, words: str) -> list[ColumnElement[bool]]:
    """What makes a mail of the event fit these words."""
    said = [
        or_(OutboxMail.recipient.icontains(word, autoescape=True), OutboxMail.subject.icontains(word, autoescape=True))
        for word in as_typed(words)
    ]
    return [OutboxMail.event_id == event_id, *said]


def tally_of(event_id: EventId, words: str = "") -> dict[str, int]:
    """How many mails of an event that fit these words stand where; each state has an entry. One query."""
    statement = select(OutboxMail.state, func.count()).where(*_about(event_id, words))
    found = {row[0]: row[1] for row in session().execute(statement.group_by(OutboxMail.state))}
    return {state.value: found.get(state.value, 0) for state in MailState}


def mails_about(public_id: str) -> Sequence[OutboxMail]:
    """What was written about a registration, the latest first. One query."""
    statement = select(OutboxMail).where(OutboxMail.about == public_id)
    return session().scalars(statement.order_by(OutboxMail.created_at.desc(), OutboxMail.id.desc()).limit(50)).all()


def failed_at(event_ids: Collection[EventId]) -> dict[EventId, dict[MailState, int]]:
    """How many mails of each of these events didn't arrive: tried often enough, or sent back to us. One query."""
    failed = OutboxMail.state.in_((MailState.SET_ASIDE.value, MailState.RETURNED.value))
    statement = select(OutboxMail.event_id, OutboxMail.state, func.count()).where(
        OutboxMail.event_id.in_(set(event_ids)), failed
    )
    found: dict[EventId, dict[MailState, int]] = {}
    if event_ids:
        for event_id, state, count in session().execute(statement.group_by(OutboxMail.event_id, OutboxMail.state)):
            found.setdefault(EventId(event_id or 0), {})[MailState(state)] = count
    return found


def get_mail(event_id: EventId, public_id: str) -> OutboxMail:
    """A mail of this event; MailNotFoundError when there is none."""
    statement = select(OutboxMail).where(OutboxMail.public_id == public_id, OutboxMail.event_id == event_id)
    found = session().scalar(statement)
    if found is None:
        raise MailNotFoundError
    return found


def undelivered(public_ids: Collection[str]) -> set[str]:
    """Of whom or what these name, those to whom the latest letter didn't get through. One query."""
    latest = select(func.max(OutboxMail.id)).where(OutboxMail.about.in_(public_ids)).group_by(OutboxMail.about)
    failed = OutboxMail.state.in_([MailState.SET_ASIDE, MailState.RETURNED])
    return set(session().scalars(select(OutboxMail.about).where(OutboxMail.id.in_(latest), failed)))


def mails_set_aside(event_id: EventId) -> Sequence[OutboxMail]:
    """What was tried often enough and waits for somebody to look at it. One query."""
    statement = select(OutboxMail).where(OutboxMail.event_id == event_id, OutboxMail.state == MailState.SET_ASIDE)
    return session().scalars(statement.order_by(OutboxMail.id)).all()


def mails_to(email_normal: str, organisation_id: int, *, in_sight: bool = False) -> Sequence[OutboxMail]:
    """What is still kept of all that erasing the address deletes at the organisation, the latest first. One query.

    What went to it, and what was written about its registrations, to whatever address they had then. Only what is
    `in_sight`: without events that lie in the bin.
    """
    events = select(Event.id).where(Event.host_id == organisation_id)
    to_it = and_(OutboxMail.recipient_normal == email_normal, OutboxMail.event_id.in_(events))
    statement = select(OutboxMail).where(or_(to_it, OutboxMail.about.in_(_names_behind(email_normal, events))))
    if in_sight:
        thrown_away = select(Event.id).where(Event.deleted_at.is_not(None))
        statement = statement.where(OutboxMail.event_id.not_in(thrown_away))
    return session().scalars(statement.order_by(OutboxMail.created_at.desc(), OutboxMail.id.desc())).all()


def _names_behind(email_normal: str, events: Select[EventId]) -> CompoundSelect[str]:
    """Under what mails speak of whoever has the address: registrations, theirs and those they come along with, too."""
    own = select(Registration.public_id).where(Registration.email_normal == email_normal)
    along = select(Attendee.registration_id).where(Attendee.email_normal == email_normal)
    return union(
        own.where(Registration.event_id.in_(events)),
        select(Registration.public_id).where(Registration.id.in_(along), Registration.event_id.in_(events)),
        select(Attendee.public_id)
        .join(Registration, Registration.id == Attendee.registration_id)
        .where(Attendee.email_normal == email_normal, Registration.event_id.in_(events)),
        select(Invitation.public_id).where(Invitation.email_normal == email_normal, Invitation.event_id.in_(events)),
    )
