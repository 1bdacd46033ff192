"""What happens at the doors right now, in numbers."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from webapp.checkin.models import CheckIn, DoorDevice, DoorLog, Presence
from webapp.checkin.types import EVER, EVERYWHERE, Direction, Verdict
from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.foundation.ordering import in_order
from webapp.registration.models import Attendee, Registration
from webapp.registration.types import CategoryId
from webapp.tickets.models import Ticket

FIVE_MINUTES = timedelta(minutes=5)
_MOST_BARS = 60
_MOST_NAMES = 200
# Nobody of a class has a name of their own: they are known by who registered them.
_CALLED = func.coalesce(func.nullif(Attendee.name, ""), Registration.name)
_HERE = and_(Presence.ticket_id == Ticket.id, Presence.area == EVERYWHERE)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a category have a ticket, came, are inside (whatever became of the ticket), and are missing."""

    category_id: CategoryId | None
    expected: int
    came: int
    present: int
    missing: int


@dataclass(frozen=True, slots=True)
class Gate:
    """How many came in first by a gate, and how many of those inside did so."""

    name: str
    came: int
    present: int


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How many came in for the first time within five minutes."""

    begins: datetime
    count: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A ticket that let somebody in twice, or although it was cancelled."""

    name: str
    doubles: int


def shares_of(event_id: EventId, *, since: datetime = EVER, missed_since: datetime = EVER) -> list[Share]:
    """By category; those are inside who came in on the day that began at `since`, for `missed_since` see `missing_of`.

    One query.
    """
    statement = (
        select(
            Registration.category_id,
            func.sum(case((Ticket.revoked_at.is_(None), 1), else_=0)),
            func.count(Presence.first_at),
            func.sum(case((Presence.inside_since >= since, 1), else_=0)),
            func.sum(case((and_(Ticket.revoked_at.is_(None), ~_has_come(event_id, missed_since)), 1), else_=0)),
        )
        .select_from(Ticket)
        .join(Attendee, Attendee.id == Ticket.attendee_id)
        .join(Registration, Registration.id == Attendee.registration_id)
        .outerjoin(Presence, _HERE)
        .where(Ticket.event_id == event_id, or_(Ticket.revoked_at.is_(None), Presence.first_at.is_not(None)))
        .group_by(Registration.category_id)
        .order_by(Registration.category_id)
    )
    return [Share(*row) for row in session().execute(statement)]


def gates_of(event_id: EventId, *, since: datetime = EVER) -> list[Gate]:
    """By gate, the busiest first; those are inside who came in on the day that began at `since`. One query."""
    present = func.sum(case((Presence.inside_since >= since, 1), else_=0))
    statement = (
        select(Presence.first_gate, func.count(), present)
        .where(Presence.event_id == event_id, Presence.area == EVERYWHERE, Presence.first_at.is_not(None))
        .group_by(Presence.first_gate)
        .order_by(func.count().desc(), Presence.first_gate)
    )
    return [Gate(*row) for row in session().execute(statement)]


def present_in_rooms(event_id: EventId, *, since: datetime = EVER) -> dict[str, int]:
    """How many are in each room, by an entry of the day that began at `since`. One query."""
    statement = (
        select(Presence.area, func.count())
        .where(Presence.event_id == event_id, Presence.area != EVERYWHERE, Presence.inside_since >= since)
        .group_by(Presence.area)
    )
    return {area: present for area, present in session().execute(statement)}  # noqa: C416 - rows are no pairs to mypy


def arrivals_of(event_id: EventId) -> list[Arrivals]:
    """First entries for each five minutes, without a gap from the first on; the last five hours of them. One query."""
    came = select(Presence.first_at).where(
        Presence.event_id == event_id, Presence.area == EVERYWHERE, Presence.first_at.is_not(None)
    )
    counted = Counter(_five_minutes(at) for at in session().scalars(came) if at is not None)
    if not counted:
        return []
    first, last = min(counted), max(counted)
    steps = min((last - first) // FIVE_MINUTES, _MOST_BARS - 1)
    begins = [last - FIVE_MINUTES * number for number in range(steps, -1, -1)]
    return [Arrivals(at, counted[at]) for at in begins]


def devices_of(event_id: EventId) -> Sequence[DoorDevice]:
    """The devices that reported, the last one first. One query."""
    statement = select(DoorDevice).where(DoorDevice.event_id == event_id).order_by(DoorDevice.seen_at.desc())
    return session().scalars(statement.limit(_MOST_NAMES)).all()


def devices_last_seen(event_ids: Collection[EventId]) -> Mapping[EventId, datetime]:
    """When a device at the doors of each of these events reported last; of none nothing. One query."""
    if not event_ids:
        return {}
    last = select(DoorDevice.event_id, func.max(DoorDevice.seen_at)).where(DoorDevice.event_id.in_(event_ids))
    found: Mapping[EventId, datetime] = dict(session().execute(last.group_by(DoorDevice.event_id)).all())
    return found


def doubts_of(event_id: EventId) -> list[Doubt]:
    """Tickets that somebody should look at. One query."""
    let_in_all_the_same = (
        select(CheckIn.ticket_id)
        .where(CheckIn.event_id == event_id)
        .where(CheckIn.device_verdict == Verdict.ADMITTED, CheckIn.server_verdict == Verdict.CANCELLED)
        .where(CheckIn.ticket_id == Presence.ticket_id, CheckIn.scanned_at >= Presence.first_at)
        .correlate(Presence)
    )
    statement = (
        select(_CALLED, Presence.doubles)
        .select_from(Presence)
        .join(Ticket, Ticket.id == Presence.ticket_id)
        .join(Attendee, Attendee.id == Ticket.attendee_id)
        .join(Registration, Registration.id == Attendee.registration_id)
        .where(Presence.event_id == event_id, Presence.area == EVERYWHERE)
        .where((Presence.doubles > 0) | Presence.ticket_id.in_(let_in_all_the_same))
    )
    found = sorted(session().execute(statement), key=lambda row: in_order(row[0]))
    return [Doubt(*row) for row in found[:_MOST_NAMES]]


def missing_of(event_id: EventId, *, since: datetime = EVER) -> list[str]:
    """The names of those with a ticket who did not come in since then, at most two hundred. One query."""
    statement = (
        select(_CALLED)
        .select_from(Attendee)
        .join(Registration, Registration.id == Attendee.registration_id)
        .join(Ticket, Ticket.attendee_id == Attendee.id)
        .outerjoin(Presence, _HERE)
        .where(Ticket.event_id == event_id, Ticket.revoked_at.is_(None), ~_has_come(event_id, since))
    )
    return sorted(session().scalars(statement), key=in_order)[:_MOST_NAMES]


def door_revision(event_id: EventId) -> tuple[int, datetime | None]:
    """What moves on with each fact and each report of a device. One query."""
    number = select(DoorLog.number).where(DoorLog.event_id == event_id).scalar_subquery()
    seen = select(func.max(DoorDevice.seen_at)).where(DoorDevice.event_id == event_id).scalar_subquery()
    facts, heard = session().execute(select(number, seen)).one()
    return facts or 0, heard


def _has_come(event_id: EventId, since: datetime) -> ColumnElement[bool]:
    """True for a ticket whose holder was let in since then, also when they left again."""
    if since == EVER:
        return Presence.first_at.is_not(None)
    undoing = aliased(CheckIn)
    undone = select(undoing.undoes).where(undoing.event_id == event_id, undoing.direction == Direction.UNDO)
    entries = select(CheckIn.ticket_id).where(
        CheckIn.event_id == event_id,
        CheckIn.scanned_at >= since,
        CheckIn.direction == Direction.IN,
        func.coalesce(func.nullif(CheckIn.device_verdict, ""), CheckIn.server_verdict) == Verdict.ADMITTED,
        CheckIn.id.not_in(undone),
    )
    return and_(Presence.first_at.is_not(None), Ticket.id.in_(entries.where(CheckIn.ticket_id.is_not(None))))


def _five_minutes(at: datetime) -> datetime:
    return at - timedelta(minutes=at.minute % 5, seconds=at.second, microseconds=at.microsecond)
