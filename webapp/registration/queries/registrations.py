from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, exists, func, or_, select, text
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation.database import session, table_of
from webapp.registration import rules
from webapp.registration.errors import InvitationNotFoundError, RegistrationNotFoundError
from webapp.registration.models import AddressWish, Attendee, Invitation, Registration
from webapp.registration.queries.ranks import waiting_position
from webapp.registration.types import (
    HOLDS_A_PLACE,
    LIVE,
    AttendeeId,
    CategoryId,
    Counts,
    InvitationId,
    Receipt,
    RegistrationAvailability,
    RegistrationId,
    RegistrationStatus,
)

_EVENT = joinedload(Registration.event).options(joinedload(Event.host), joinedload(Event.venue), joinedload(Event.pool))
_INVITED_TO = joinedload(Invitation.event).options(
    joinedload(Event.host), joinedload(Event.venue), joinedload(Event.pool)
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What whoever books has to know behind the lock: how the event stands and who is there before."""

    status: str
    starts_at: datetime
    ends_at: datetime
    registration_closes_at: datetime | None
    features: list[str]
    is_known: bool
    in_line: bool


@dataclass(frozen=True, slots=True)
class Addressee:
    """What a mail to somebody registered needs."""

    registration_id: RegistrationId
    public_id: str
    link_id: str
    name: str
    email: str
    language: str
    status: str
    heads: int
    is_proved: bool
    held_until: datetime | None


# As an expression, or SQLite would read all of an event that have a status instead of the few with the address.
_IS_LIVE = text(f"status || '' IN ({', '.join(repr(str(each.value)) for each in sorted(LIVE))})")
# Whatever has the address, and before it what was set aside, the latest first.
_LIVE_OF = (
    select(Registration)
    .where(
        Registration.event_id == bindparam("event_id"),
        Registration.email_normal == bindparam("email_normal"),
        _IS_LIVE,
    )
    .order_by(Registration.set_aside_at.is_not(None), Registration.id.desc())
)

_ROW, _OF_EVENT = table_of(Registration).c, table_of(Event).c
_IN_LINE = exists().where(
    _ROW.event_id == bindparam("event_id"),
    _ROW.status == RegistrationStatus.WAITING.value,
    _ROW.held_until.is_(None),
    _ROW.erased_at.is_(None),
)
_STANDING = select(
    _OF_EVENT.status,
    _OF_EVENT.starts_at,
    _OF_EVENT.ends_at,
    _OF_EVENT.registration_closes_at,
    _OF_EVENT.features,
    exists()
    .where(_ROW.event_id == bindparam("event_id"), _ROW.email_normal == bindparam("email_normal"), _IS_LIVE)
    .label("is_known"),
    _IN_LINE.label("in_line"),
).where(_OF_EVENT.id == bindparam("event_id"))

_LATER = aliased(Registration)
_HAS_THE_ADDRESS = or_(
    Registration.set_aside_at.is_(None),
    ~exists().where(
        _LATER.event_id == Registration.event_id,
        _LATER.email_normal == Registration.email_normal,
        _LATER.status.in_(LIVE),
        _LATER.id > Registration.id,
    ),
)


def standing(event_id: EventId, email_normal: str) -> Standing:
    """How an event stands right now and whether the address is registered, in one query."""
    row = session().execute(_STANDING, {"event_id": event_id, "email_normal": email_normal}).one()
    return Standing(*row)


def somebody_waits(event_id: EventId) -> bool:
    """True when somebody with a confirmed address waits for a place."""
    return bool(session().scalar(select(_IN_LINE), {"event_id": event_id}))


def availability(event: Event, now: datetime) -> RegistrationAvailability:
    """Whether people may register for the event now and, if not, why. Asks no database."""
    return rules.availability(event, now)


def may_change(event: Event, now: datetime) -> bool:
    """True while a registration for the event may be changed. Asks no database."""
    return rules.may_change(event, now)


def may_leave(event: Event, now: datetime) -> bool:
    """True while a place may be given up, and also be confirmed or an offer be taken. Asks no database."""
    return rules.may_leave(event, now)


def may_move_up(event: Event, now: datetime) -> bool:
    """True while whoever waits may still be offered a place. Asks no database."""
    return rules.may_move_up(event, now)


def get_by_public_id(public_id: str) -> Registration:
    """A registration with its heads and its event; RegistrationNotFoundError when there is none. Two queries."""
    statement = select(Registration).where(Registration.public_id == public_id)
    found = session().scalar(statement.options(_EVENT, selectinload(Registration.attendees)))
    if found is None or found.event.is_thrown_away:
        raise RegistrationNotFoundError
    return found


def find_by_link(link_id: str) -> Registration | None:
    """The registration that its holder's link names, with its heads and its event. Two queries."""
    statement = select(Registration).where(Registration.link_id == link_id)
    found = session().scalar(statement.options(_EVENT, selectinload(Registration.attendees)))
    return None if found is None or found.event.is_thrown_away else found


def find_address_wish(public_id: str) -> AddressWish | None:
    """The wish for another address that a link names, with its registration and the event. One query."""
    statement = select(AddressWish).where(AddressWish.public_id == public_id)
    found = session().scalar(statement.options(joinedload(AddressWish.registration).options(_EVENT)))
    return None if found is None or found.registration.event.is_thrown_away else found


def get_registration(registration_id: RegistrationId) -> Registration:
    """The registration that a fact names, with its event; no query for what this transaction has touched."""
    found = session().get(Registration, registration_id, options=[_EVENT])
    if found is None:
        raise RegistrationNotFoundError
    return found


def get_attendee(attendee_id: AttendeeId) -> Attendee:
    """The head that a fact names."""
    found = session().get(Attendee, attendee_id)
    if found is None:
        raise RegistrationNotFoundError
    return found


def find_attendee(event_id: EventId, public_id: str) -> Attendee | None:
    """Who was registered for the event under this public id, also if they come no more. One query."""
    statement = (
        select(Attendee)
        .join(Attendee.registration)
        .where(Attendee.public_id == public_id, Registration.event_id == event_id)
        .options(contains_eager(Attendee.registration))
    )
    return session().scalar(statement)


def get_invitation(invitation_id: InvitationId) -> Invitation:
    """The invitation that a fact names, with its event."""
    found = session().get(Invitation, invitation_id, options=[_INVITED_TO])
    if found is None:
        raise InvitationNotFoundError
    return found


def find_invitation(public_id: str) -> Invitation | None:
    """The invitation behind a link, with its event."""
    statement = select(Invitation).where(Invitation.public_id == public_id)
    found = session().scalar(statement.options(_INVITED_TO, joinedload(Invitation.registration)))
    return None if found is None or found.event.is_thrown_away else found


def find_live(event_id: EventId, email_normal: str) -> Registration | None:
    """The live registration of an address: the one that was entered last, where nobody has proved any of several."""
    return session().scalar(_LIVE_OF.limit(1), {"event_id": event_id, "email_normal": email_normal})


def live_of(event_id: EventId, email_normal: str) -> Sequence[Registration]:
    """All that stands for an address, as it stands: one, or several that nobody has proved; the latest first."""
    statement = _LIVE_OF.execution_options(populate_existing=True)
    return session().scalars(statement, {"event_id": event_id, "email_normal": email_normal}).all()


def receipt_of(registration: Registration) -> Receipt:
    """What whoever registered is told, for one whose address may be named."""
    until = registration.held_until or registration.created_at
    requested = registration.status == RegistrationStatus.REQUESTED
    return Receipt(until=until, position=waiting_position(registration), to_be_approved=requested)


def counts_of(event_id: EventId) -> Counts:
    """How many heads of an event stand where. One query."""
    heads = func.sum(Registration.heads)
    unproved = func.sum(case((Registration.held_until.is_not(None), Registration.heads), else_=0))
    statement = select(Registration.status, heads, unproved).where(Registration.event_id == event_id)
    rows = session().execute(statement.group_by(Registration.status)).all()
    ranked = sum(int(row[2]) for row in rows if row[0] == RegistrationStatus.WAITING)
    return Counts(**{row[0]: int(row[1]) for row in rows}, waiting_unproved=ranked)


def heads_by_category(event_id: EventId) -> dict[CategoryId | None, int]:
    """How many heads have or hold a place, by category (None: registered without one). One query."""
    statement = (
        select(Registration.category_id, func.sum(Registration.heads))
        .where(Registration.event_id == event_id, Registration.status.in_(sorted(HOLDS_A_PLACE)))
        .group_by(Registration.category_id)
    )
    return {row[0]: int(row[1]) for row in session().execute(statement)}


def addressees_of(event_id: EventId) -> list[Addressee]:
    """Everybody who is registered or waits and has an address, as mail needs them. One query.

    Of several that nobody has proved the latest.
    """
    statement = (
        select(
            Registration.id,
            Registration.public_id,
            Registration.link_id,
            Registration.name,
            Registration.email,
            Registration.language,
            Registration.status,
            Registration.heads,
            Registration.is_proved,
            Registration.held_until,
        )
        .where(Registration.event_id == event_id, Registration.status.in_(LIVE), Registration.email != "")
        .where(_HAS_THE_ADDRESS)
        .order_by(Registration.id)
    )
    rows: Iterable[Any] = session().execute(statement)
    return [Addressee(*row) for row in rows]
