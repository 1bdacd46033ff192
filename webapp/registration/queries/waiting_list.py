"""Who waits for places, without saying who it is."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from webapp.capacity.models import Pool
from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.registration import rules
from webapp.registration.models import Category, Registration
from webapp.registration.types import RegistrationId, RegistrationStatus, Waiting

# Of several that nobody has proved under one address only the latest has a rank: one of them counts in the end.
_IS_WAITING = and_(Registration.status == RegistrationStatus.WAITING, Registration.set_aside_at.is_(None))
# Whoever waits and has confirmed the address.
IN_LINE = (_IS_WAITING, Registration.held_until.is_(None), Registration.erased_at.is_(None))
_OF_EVENT, _OF_CATEGORY = aliased(Pool), aliased(Pool)
_AT_ONCE = 100


def _holds(pool: type[Pool]) -> ColumnElement[bool]:
    # As in `rules.beyond_all`: one person may wait where there is no place at all.
    return or_(pool.capacity.is_(None), Registration.heads <= pool.capacity, Registration.heads == 1)


# Who isn't more than there are places at the event and in the category.
FITS = and_(_holds(_OF_EVENT), _holds(_OF_CATEGORY))
LARGEST = func.max(case((and_(Registration.held_until.is_(None), FITS), Registration.heads)))


@dataclass(frozen=True, slots=True)
class Queue:
    """A waiting list: how many registrations, of how many people; `unproved` ones have a rank until they confirm.

    `largest` is how many the largest group of the others are. Who is more than all places keeps nobody back and
    doesn't count.
    """

    registrations: int = 0
    people: int = 0
    unproved: int = 0
    largest: int = 0


Columns = TypeVarTuple("Columns")


def line_is_over(event: Event, now: datetime) -> bool:
    """True once nobody who waits is offered anything any more. Asks no database."""
    return rules.line_is_over(event, now)


def queue_of(event_id: EventId) -> Queue:
    """The waiting list of an event. One query."""
    unproved = func.sum(case((Registration.held_until.is_not(None), 1), else_=0))
    statement = around(select(func.count(), func.sum(Registration.heads), unproved, LARGEST))
    waits = Registration.event_id == event_id, _IS_WAITING
    return Queue(*(int(each or 0) for each in session().execute(statement.where(*waits, FITS)).one()))


def count_in_line(event_id: EventId, *conditions: ColumnElement[bool]) -> int:
    """How many registrations wait for something, as far as the conditions hold. One query."""
    counted = around(select(func.count())).where(Registration.event_id == event_id, _IS_WAITING, FITS, *conditions)
    return session().scalar(counted) or 0


def who_waits(event: Event) -> Iterator[Waiting]:
    """Everybody in line, in their order; read piece by piece, because mostly the first few settle it."""
    statement = (
        select(Registration.id, Registration.heads, Registration.takes, Registration.queued_at)
        .where(Registration.event_id == event.id, *IN_LINE)
        .order_by(Registration.queued_at, Registration.id)
        .limit(_AT_ONCE)
    )
    piece = session().execute(statement).all()
    while piece:
        for row in piece:
            yield Waiting(row.id, rules.as_needed(event.pool_id, row.heads, row.takes))
        last = piece[-1]
        piece = session().execute(_behind(statement, last.queued_at, last.id)).all() if len(piece) == _AT_ONCE else []


def last_rank(event_id: EventId) -> datetime | None:
    """The moment under which the last one queues who waits. One query."""
    statement = (
        select(Registration.queued_at)
        .where(Registration.event_id == event_id, Registration.status == RegistrationStatus.WAITING)
        .order_by(Registration.queued_at.desc())
        .limit(1)
    )
    return session().scalar(statement)


def largest_in_line(event_ids: Collection[EventId]) -> dict[EventId, int]:
    """What the largest group in line needs that waits for something, by event. One query, none for no event."""
    if not event_ids:
        return {}
    statement = (
        around(select(Registration.event_id, LARGEST))
        .where(Registration.event_id.in_(event_ids), *IN_LINE)
        .group_by(Registration.event_id)
        .having(LARGEST.is_not(None))
    )
    return {row[0]: row[1] for row in session().execute(statement)}


def around(statement: Select[*Columns]) -> Select[*Columns]:
    """From registrations with the places of their event and category, as `LARGEST` asks for them."""
    return (
        statement.select_from(Registration)
        .join(Event, Event.id == Registration.event_id)
        .join(_OF_EVENT, _OF_EVENT.id == Event.pool_id)
        .outerjoin(Category, Category.id == Registration.category_id)
        .outerjoin(_OF_CATEGORY, _OF_CATEGORY.id == Category.pool_id)
    )


def _behind(statement: Select[*Columns], queued_at: datetime, registration_id: RegistrationId) -> Select[*Columns]:
    same_moment = and_(Registration.queued_at == queued_at, Registration.id > registration_id)
    return statement.where(or_(Registration.queued_at > queued_at, same_moment))
