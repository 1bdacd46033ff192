"""What many people are told at once: drafted, looked at, sent at its moment."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.events.models import Event
from webapp.events.types import EventStatus
from webapp.foundation import bins, tokens
from webapp.foundation.database import session
from webapp.foundation.seen import refuse_unseen
from webapp.mail import rules
from webapp.mail.errors import MailingDecidedError, MomentOverError
from webapp.mail.letters.services import refuse_unfit
from webapp.mail.mailings.queries import mark_of_mailing
from webapp.mail.models import IS_UP, Mailing
from webapp.mail.types import MailingState, MailKind, Moment, OwnWords, Recipients
from webapp.registration.addresses import says_address


@rights.needs(Role.ORGANIZER)
def draft_mailing(
    *,
    event: Event,
    kind: MailKind,
    recipients: Recipients,
    texts: Mapping[str, OwnWords],
    moment: Moment,
    now: datetime,
    link: str = "",
    is_service: bool = True,
) -> Mailing:
    """A mailing that nobody gets yet. `texts` by language; `is_service`: the event can't be attended well without it.

    PlaceholderError as for own words; MomentOverError when its moment has passed.
    """
    for lang, words in texts.items():
        refuse_unfit(kind, words, lang)
    mailing = Mailing(
        public_id=tokens.new_id(),
        event=event,
        kind=kind.value,
        texts={lang: {"subject": words.subject, "text": words.text} for lang, words in texts.items()},
        wanted=recipients.record(),
        link=link,
        is_service=is_service,
        days=moment.days,
        hours=moment.hours,
        state=MailingState.DRAFT.value,
        created_at=now,
    )
    if kind is not MailKind.MESSAGE and _due(mailing, event) <= now:
        raise MomentOverError
    session().add(mailing)
    session().flush()
    return mailing


@rights.needs(Role.ORGANIZER, of="mailing")
def send_mailing(*, mailing: Mailing, now: datetime, seen: str | None = None) -> None:
    """Have it sent at its moment, a message at once; MailingDecidedError for what was sent, planned or deleted.

    SeenOtherwiseError when it says something else, or would reach somebody else, than what was `seen`
    (`mailings.queries.mark_of_mailing`).
    """
    session().refresh(mailing, with_for_update={"of": Mailing})
    if mailing.state != MailingState.DRAFT or mailing.deleted_at is not None:
        raise MailingDecidedError
    if seen is not None:
        refuse_unseen(seen, mark_of_mailing(mailing))
    mailing.state = MailingState.PLANNED.value
    mailing.due_at = now if mailing.kind == MailKind.MESSAGE else _moment(mailing, mailing.event)
    session().flush()


@rights.needs(Role.ORGANIZER, of="mailing")
def drop_mailing(*, mailing: Mailing, now: datetime) -> None:
    """Put a mailing that nobody has got yet into the bin; MailingDecidedError when it is on its way."""
    session().refresh(mailing, with_for_update={"of": Mailing})  # whoever writes it at this moment is waited for
    if mailing.state not in {MailingState.DRAFT, MailingState.PLANNED}:
        raise MailingDecidedError
    # Whatever comes back is a draft: nothing that was deleted goes out by itself.
    mailing.state, mailing.due_at = MailingState.DRAFT.value, None
    bins.put_in(mailing, now)


@rights.needs(Role.ORGANIZER, of="mailing")
def take_mailing_back(*, mailing: Mailing) -> None:
    """Out of the bin, as a draft that somebody sends or plans anew."""
    bins.take_out(mailing)


def reschedule(*, event: Event) -> None:
    """Bring what is planned in line with the event's date; a reminder of another date, also halfway, begins anew."""
    kinds = [MailKind.REMINDER.value, MailKind.THANKS.value]
    statement = select(Mailing).where(Mailing.event_id == event.id, Mailing.kind.in_(kinds), IS_UP)
    # A portion that is being written is waited for: what it notes must not be taken for what comes after this.
    statement = statement.order_by(Mailing.id).with_for_update().execution_options(populate_existing=True)
    for mailing in session().scalars(statement):
        is_anew = _begin_anew(mailing, event)
        if is_anew or mailing.state == MailingState.PLANNED:
            mailing.state, mailing.due_at = MailingState.PLANNED.value, _moment(mailing, event)
    session().flush()


def begin_writing(*, mailing: Mailing, now: datetime) -> bool:
    """Have its next portion written; False before its moment, whatever was noted: it waits for that then."""
    event = mailing.event
    if mailing.kind != MailKind.MESSAGE and (due := _due(mailing, event)) > now:
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


def _moment(mailing: Mailing, event: Event) -> datetime | None:
    """When it goes out; None while the event has no date on which it takes place."""
    takes_place = event.status in {EventStatus.PUBLISHED, EventStatus.DRAFT}
    return _due(mailing, event) if takes_place else None


def _due(mailing: Mailing, event: Event) -> datetime:
    moment = Moment(mailing.days, mailing.hours)
    if mailing.kind == MailKind.THANKS:
        return rules.after(event.ends_at, event.zone, moment)
    return rules.before(event.starts_at, event.zone, moment)


def forget_in_choices(email_normal: str, organisation_id: int) -> None:
    """What was, or shall be, told to whoever fits an address that is erased is told to nobody."""
    theirs = Mailing.event_id.in_(select(Event.id).where(Event.host_id == organisation_id))
    for each in session().scalars(select(Mailing).where(theirs)).all():
        if says_address(str(each.wanted.get("words", "")), email_normal):
            kept = {name: said for name, said in each.wanted.items() if name != "words"}
            each.wanted = {**kept, "chosen": []}
    session().flush()


bins.has_a_bin(Mailing)
