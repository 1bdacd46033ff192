"""What many people are told at once: drafted, looked at, sent at its moment."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NotRequired, TypedDict, Unpack

from sqlalchemy import select

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.events.models import Event
from webapp.foundation import bins, tokens
from webapp.foundation.database import session
from webapp.foundation.seen import refuse_unseen
from webapp.mail.errors import MailingDecidedError, MomentOverError
from webapp.mail.letters.services import refuse_unfit
from webapp.mail.mailings.moments import due_at, goes_out_at
from webapp.mail.mailings.queries import mark_of_mailing
from webapp.mail.models import IS_UP, Mailing
from webapp.mail.types import MailingState, MailKind, Moment, OwnWords, Recipients
from webapp.registration.addresses import says_address


class Content(TypedDict):
    """What a mailing says to whom, and when; `texts` by language.

    `is_service`: the event can't be attended well without it.
    """

    recipients: Recipients
    texts: Mapping[str, OwnWords]
    moment: Moment
    link: NotRequired[str]
    is_service: NotRequired[bool]


@rights.needs(Role.ORGANIZER)
def draft_mailing(*, event: Event, kind: MailKind, now: datetime, **content: Unpack[Content]) -> Mailing:
    """A mailing that nobody gets yet.

    PlaceholderError as for own words; MomentOverError when its moment has passed.
    """
    mailing = Mailing(
        public_id=tokens.new_id(),
        event=event,
        kind=kind.value,
        state=MailingState.DRAFT.value,
        created_at=now,
        **_columns(event, kind, content, now),
    )
    session().add(mailing)
    session().flush()
    return mailing


@rights.needs(Role.ORGANIZER, of="mailing")
def change_mailing(*, mailing: Mailing, now: datetime, **content: Unpack[Content]) -> None:
    """Say something else as long as nobody has got it; what is planned stays so, for its new moment.

    MailingDecidedError when it is on its way, or lies in the bin; else as `draft_mailing`.
    """
    _lock(mailing)
    if not is_open(mailing):
        raise MailingDecidedError
    for name, value in _columns(mailing.event, MailKind(mailing.kind), content, now).items():
        setattr(mailing, name, value)
    if mailing.state == MailingState.PLANNED:
        mailing.due_at = goes_out_at(mailing)
    session().flush()


def is_open(mailing: Mailing) -> bool:
    """True while it can be changed: a message that is to be sent is on its way, as is what some have got already."""
    is_planned = mailing.state == MailingState.PLANNED and mailing.kind != MailKind.MESSAGE and not mailing.reached
    return mailing.deleted_at is None and (mailing.state == MailingState.DRAFT or is_planned)


def _columns(event: Event, kind: MailKind, content: Content, now: datetime) -> dict[str, Any]:
    for lang, words in content["texts"].items():
        refuse_unfit(kind, words, lang)
    moment = content["moment"]
    if kind is not MailKind.MESSAGE and due_at(kind, moment, event) <= now:
        raise MomentOverError
    return {
        "texts": {lang: {"subject": words.subject, "text": words.text} for lang, words in content["texts"].items()},
        "wanted": content["recipients"].record(),
        "link": content.get("link", ""),
        "is_service": content.get("is_service", True),
        "days": moment.days,
        "hours": moment.hours,
    }


@rights.needs(Role.ORGANIZER, of="mailing")
def send_mailing(*, mailing: Mailing, now: datetime, seen: str | None = None) -> None:
    """Have it sent at its moment, a message at once; MailingDecidedError for what was sent, planned or deleted.

    SeenOtherwiseError when it says something else, or would reach somebody else, than what was `seen`
    (`mailings.queries.mark_of_mailing`).
    """
    _lock(mailing)
    if mailing.state != MailingState.DRAFT or mailing.deleted_at is not None:
        raise MailingDecidedError
    if seen is not None:
        refuse_unseen(seen, mark_of_mailing(mailing))
    mailing.state = MailingState.PLANNED.value
    mailing.due_at = now if mailing.kind == MailKind.MESSAGE else goes_out_at(mailing)
    session().flush()


@rights.needs(Role.ORGANIZER, of="mailing")
def drop_mailing(*, mailing: Mailing, now: datetime) -> None:
    """Put a mailing that nobody has got yet into the bin; MailingDecidedError when it is on its way."""
    _lock(mailing)
    if mailing.state not in {MailingState.DRAFT, MailingState.PLANNED}:
        raise MailingDecidedError
    # Whatever comes back is a draft: nothing that was deleted goes out by itself.
    mailing.state, mailing.due_at = MailingState.DRAFT.value, None
    bins.put_in(mailing, now)


@rights.needs(Role.ORGANIZER, of="mailing")
def take_mailing_back(*, mailing: Mailing) -> bool:
    """Out of the bin, as a draft that somebody sends or plans anew; False where it was back already, and stays so."""
    _lock(mailing)
    if mailing.deleted_at is None:
        return False
    mailing.state, mailing.due_at = MailingState.DRAFT.value, None
    bins.take_out(mailing)
    return True


def _lock(mailing: Mailing) -> None:
    """Wait for whoever writes, changes, sends or deletes it at this moment, and see what they made of it."""
    session().refresh(mailing, with_for_update={"of": Mailing})


def reschedule(*, event: Event) -> None:
    """Bring what is planned in line with the event's date; a reminder of another date, also halfway, begins anew."""
    kinds = [MailKind.REMINDER.value, MailKind.THANKS.value]
    statement = select(Mailing).where(Mailing.event_id == event.id, Mailing.kind.in_(kinds), IS_UP)
    # A portion that is being written is waited for: what it notes must not be taken for what comes after this.
    statement = statement.order_by(Mailing.id).with_for_update().execution_options(populate_existing=True)
    for mailing in session().scalars(statement):
        is_anew = _begin_anew(mailing, event)
        if is_anew or mailing.state == MailingState.PLANNED:
            mailing.state, mailing.due_at = MailingState.PLANNED.value, goes_out_at(mailing)
    session().flush()


def begin_writing(*, mailing: Mailing, now: datetime) -> bool:
    """Have its next portion written; False before its moment, whatever was noted: it waits for that then."""
    event = mailing.event
    if mailing.kind != MailKind.MESSAGE and (due := _due(mailing)) > now:
        mailing.state, mailing.due_at = MailingState.PLANNED.value, due
    else:
        _begin_anew(mailing, event)
        mailing.state, mailing.sent_for = MailingState.RUNNING.value, event.starts_at
    session().flush()
    return mailing.state == MailingState.RUNNING


def _begin_anew(mailing: Mailing, event: Event) -> bool:
    """True for a reminder that was written for another date, to some or to all: this one is still to be told."""
    is_stale = mailing.kind == MailKind.REMINDER and mailing.sent_for not in {None, event.starts_at}
    if is_stale:
        mailing.reached, mailing.told = 0, 0
    return is_stale


def _due(mailing: Mailing) -> datetime:
    return due_at(MailKind(mailing.kind), Moment(mailing.days, mailing.hours), mailing.event)


def forget_in_choices(email_normal: str, organisation_id: int) -> None:
    """What was, or shall be, told to whoever fits an address that is erased is told to nobody."""
    theirs = Mailing.event_id.in_(select(Event.id).where(Event.host_id == organisation_id))
    for each in session().scalars(select(Mailing).where(theirs)).all():
        if says_address(str(each.wanted.get("words", "")), email_normal):
            kept = {name: said for name, said in each.wanted.items() if name != "words"}
            each.wanted = {**kept, "chosen": []}
    session().flush()


bins.has_a_bin(Mailing)
