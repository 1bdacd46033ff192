"""What many are told at once, and who they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload

from webapp.checkin.queries import came_tickets
from webapp.events.models import Event
from webapp.events.queries.loading import IS_KEPT
from webapp.events.types import EventId, EventStatus
from webapp.foundation.database import session, table_of
from webapp.foundation.email_addresses import normal_form
from webapp.foundation.seen import mark_of
from webapp.mail.companions import Household, households_of
from webapp.mail.errors import MailNotFoundError
from webapp.mail.models import IS_UP, Mailing
from webapp.mail.types import MailingState, MailKind, Recipients
from webapp.registration.models import Attendee, Registration
from webapp.registration.queries.lists import conditions_of
from webapp.registration.types import LIVE, RegistrationId
from webapp.tickets.models import Ticket

_PEOPLE = select(
    Registration.id,
    Registration.public_id,
    Registration.link_id,
    Registration.name,
    Registration.email,
    Registration.language,
)
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody whom a mailing reaches: with the registration of this id, or `along` with it."""

    id: RegistrationId
    public_id: str
    link_id: str
    name: str
    email: str
    language: str
    along: Household | None = None

    @property
    def person(self) -> str:
        """By what their address is known: of whoever comes along it is not the registration."""
        return self.along.first.person if self.along else self.public_id


def mailings_of(event_id: EventId) -> Sequence[Mailing]:
    """What many were or will be told, the latest first. One query."""
    return _mailings(event_id, IS_UP)


def mailings_in_bin(event_id: EventId) -> Sequence[Mailing]:
    """What was deleted and can be taken back, the latest first. One query."""
    return _mailings(event_id, ~IS_UP)


def get_mailing(event_id: EventId, public_id: str) -> Mailing:
    """A mailing of this event; MailNotFoundError when there is none."""
    statement = select(Mailing).where(Mailing.public_id == public_id, Mailing.event_id == event_id)
    found = session().scalar(statement.options(joinedload(Mailing.event)))
    if found is None:
        raise MailNotFoundError
    return found


def _mailings(event_id: EventId, lies_there: ColumnElement[bool]) -> Sequence[Mailing]:
    statement = select(Mailing).where(Mailing.event_id == event_id, lies_there)
    return session().scalars(statement.order_by(Mailing.id.desc())).all()


def due_mailings(now: datetime) -> Sequence[int]:
    """The mailings that wait to be written, the one that has been due for longest first."""
    return session().scalars(select(Mailing.id).where(*_is_due(now)).order_by(Mailing.due_at, Mailing.id)).all()


def lock_due_mailing(now: datetime, mailing_id: int | None = None) -> Mailing | None:
    """This mailing, or the one that has been due for longest, for whoever asks first."""
    statement = select(Mailing).where(*_is_due(now)).order_by(Mailing.due_at, Mailing.id).limit(1)
    if mailing_id is not None:
        statement = statement.where(Mailing.id == mailing_id)
    return session().scalar(statement.with_for_update(skip_locked=True, of=table_of(Mailing)))


def next_recipients(mailing: Mailing, limit: int) -> tuple[list[Recipient], RegistrationId | None]:
    """Those whom the mailing reaches next, in the order they registered, and up to which registration that goes.

    None for the last ones. Three queries.
    """
    recipients = Recipients.from_record(mailing.wanted)
    conditions = _fits(mailing.event_id, recipients)
    statement = _PEOPLE.where(*conditions, Registration.id > mailing.reached).order_by(Registration.id).limit(limit)
    own = [Recipient(*row) for row in session().execute(statement)]
    last = own[-1].id if len(own) == limit else None
    along = [
        each
        for each in _along(mailing.event_id, recipients)
        if each.id > mailing.reached and (last is None or each.id <= last)
    ]
    return own + along, last


def all_recipients(event_id: EventId, recipients: Recipients) -> list[Recipient]:
    """Everybody whom this reaches now. Three queries."""
    statement = _PEOPLE.where(*_fits(event_id, recipients)).order_by(Registration.id)
    return [Recipient(*row) for row in session().execute(statement)] + _along(event_id, recipients)


def mark_of_mailing(mailing: Mailing) -> str:
    """What whoever is shown the mailing says to have seen: its words, the event's date, and whom a message reaches.

    Whom the others reach is found out when their moment has come.
    """
    event = mailing.event
    said = [mailing.texts, mailing.wanted, mailing.link, mailing.is_service, mailing.days, mailing.hours]
    when = [event.title, event.starts_at, event.ends_at, event.venue_id, event.status]
    goes_now = mailing.kind == MailKind.MESSAGE
    people = all_recipients(mailing.event_id, Recipients.from_record(mailing.wanted)) if goes_now else []
    return mark_of(said, when, sorted([each.person, each.email] for each in people))


def _along(event_id: EventId, recipients: Recipients) -> list[Recipient]:
    """Who comes along with somebody whom it reaches, unless their address gets it as that of a registration."""
    conditions = _fits(event_id, recipients)
    came = [Ticket.id.in_(came_tickets(event_id))] if recipients.came else []
    households = households_of(event_id, *conditions, *came)
    addresses = [normal_form(each.first.email) for each in households]
    own = set[str]()
    for at in range(0, len(addresses), _AT_ONCE):
        some = Registration.email_normal.in_(addresses[at : at + _AT_ONCE])
        own |= set(session().scalars(select(Registration.email_normal).where(*conditions, some)))
    # Nobody has confirmed their addresses: they get no words that somebody typed, not even a name.
    return [
        Recipient(first.registration_id, first.public_id, "", "", first.email, first.language, each)
        for each, address in zip(households, addresses, strict=True)
        if address not in own and (first := each.first)
    ]


def _is_due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    states = (MailingState.PLANNED.value, MailingState.RUNNING.value)
    # What goes by the event's date waits while there is none, also halfway.
    takes_place = Mailing.event_id.in_(select(Event.id).where(Event.status == EventStatus.PUBLISHED))
    is_kept = Mailing.event_id.in_(select(Event.id).where(IS_KEPT))
    has_words_of_its_own = and_(Mailing.kind == MailKind.MESSAGE.value, is_kept)
    return Mailing.state.in_(states), IS_UP, Mailing.due_at <= now, or_(has_words_of_its_own, takes_place)


def _fits(event_id: EventId, recipients: Recipients) -> list[ColumnElement[bool]]:
    wanted = recipients.wanted
    # An address that nobody has confirmed, and that the host didn't let in, gets nothing but the question.
    is_proved = cast("ColumnElement[bool]", Registration.is_proved)
    found = [*conditions_of(event_id, wanted), Registration.email != "", is_proved]
    if wanted.status is None and wanted.chosen is None:
        found.append(Registration.status.in_(LIVE))
    if recipients.came:
        here = select(Attendee.registration_id).join(Ticket, Ticket.attendee_id == Attendee.id)
        found.append(Registration.id.in_(here.where(Ticket.id.in_(came_tickets(event_id)))))
    return found
