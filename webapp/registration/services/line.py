"""The waiting list: first come, first served; whoever hasn't confirmed the address is passed over."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from webapp.capacity.models import Pool
from webapp.capacity.services import book
from webapp.events.models import Event
from webapp.events.types import EventStatus
from webapp.foundation import facts
from webapp.foundation.database import session
from webapp.registration import rules
from webapp.registration.facts import SeatConfirmed
from webapp.registration.models import Registration
from webapp.registration.services import places
from webapp.registration.types import RegistrationStatus

_IN_LINE = (Registration.status == RegistrationStatus.WAITING, Registration.held_until.is_(None))


def move_up(*, event: Event, now: datetime) -> int:
    """Give free places to the first in line, for instance after the capacity was raised; returns how many moved."""
    places.lock(event)
    was_full = places.is_full(event)
    moved = advance(event, now)
    if moved:
        places.renew(event, was_full=was_full)
    return moved


def fill_free_places(*, now: datetime) -> int:
    """Do so for every event that has both free places and people in line; returns how many moved."""
    statement = (
        select(Event)
        .join(Pool, Pool.id == Event.pool_id)
        .where(
            Event.status == EventStatus.PUBLISHED,
            Event.starts_at > now,
            or_(Pool.capacity.is_(None), Pool.taken < Pool.capacity),
            Event.id.in_(select(Registration.event_id).where(*_IN_LINE)),
        )
        .order_by(Event.pool_id)
        .options(joinedload(Event.host), joinedload(Event.venue))
    )
    return sum(move_up(event=event, now=now) for event in session().scalars(statement).all())


def advance(event: Event, now: datetime) -> int:
    """As `move_up`, behind the caller's lock; the caller has the pages renewed."""
    moved = 0
    while rules.may_move_up(event, now):
        first = _first_in_line(event)
        if first is None or not book({event.pool_id: first.heads}):
            break
        first.status = RegistrationStatus.CONFIRMED.value
        first.confirmed_at = now
        session().flush()
        facts.publish(SeatConfirmed(first.id, moved_up=True))
        moved += 1
    return moved


def queue_time(event: Event, now: datetime) -> datetime:
    """The moment under which the next one queues; until this transaction ends nobody else gets one."""
    places.lock(event)
    last = (
        select(Registration.queued_at)
        .where(Registration.event_id == event.id, Registration.status == RegistrationStatus.WAITING)
        .order_by(Registration.queued_at.desc())
        .limit(1)
    )
    return rules.queued_after(session().scalar(last), now)


def _first_in_line(event: Event) -> Registration | None:
    statement = (
        select(Registration)
        .where(Registration.event_id == event.id, *_IN_LINE)
        .order_by(Registration.queued_at, Registration.id)
        .limit(1)
        .with_for_update()
        .options(selectinload(Registration.attendees))
        .execution_options(populate_existing=True)
    )
    return session().scalar(statement)
