"""Lists of events, searched and narrowed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from webapp.events.indexing import EVENT
from webapp.events.models import Event, EventMeasure, Venue
from webapp.events.queries.loading import AROUND
from webapp.events.types import EventStatus, Wish
from webapp.foundation import search
from webapp.foundation.database import session
from webapp.organisations.types import OrganisationId
from webapp.plans.models import Goal, Measure, Specification

_EVERYTHING = 1_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a list and how many there are in all."""

    events: Sequence[Event]
    total: int


def coming_events(*, now: datetime, wish: Wish | None = None, limit: int = _EVERYTHING, offset: int = 0) -> Found:
    """What is still ahead or running, soonest first: published, cancelled, and postponed ones. At most five queries."""
    return _found(coming(now), wish or Wish(), limit, offset)


def past_events(*, now: datetime, wish: Wish | None = None, limit: int = _EVERYTHING, offset: int = 0) -> Found:
    """What took place, latest first. At most five queries."""
    return _found(past(now), wish or Wish(), limit, offset)


def public_events() -> Sequence[Event]:
    """Everything but drafts, for calendars. One query."""
    statement = select(Event).where(Event.status != EventStatus.DRAFT).order_by(Event.starts_at, Event.id)
    return session().scalars(statement.options(*AROUND)).all()


def desk_events(
    *, host_ids: Collection[OrganisationId] | None, event_keys: Collection[str] = (), wish: Wish | None = None
) -> Found:
    """Events of these hosts (None: of all) and these single ones, drafts too, soonest first. At most five queries."""
    statement = select(Event).order_by(Event.starts_at, Event.id)
    if host_ids is not None:
        statement = statement.where(or_(_is_in(Event.host_id, host_ids), _is_in(Event.public_id, event_keys)))
    return _found(statement, wish or Wish(), _EVERYTHING, 0)


def coming(now: datetime) -> Select[Event]:
    """Which events are ahead or running, in the order of lists."""
    ahead = and_(Event.status.in_([EventStatus.PUBLISHED, EventStatus.CANCELLED]), Event.ends_at > now)
    return select(Event).where(or_(ahead, Event.status == EventStatus.POSTPONED)).order_by(Event.starts_at, Event.id)


def past(now: datetime) -> Select[Event]:
    """Which events took place, in the order of lists."""
    over = select(Event).where(Event.status == EventStatus.PUBLISHED, Event.ends_at <= now)
    return over.order_by(Event.starts_at.desc(), Event.id)


def _is_in(column: InstrumentedAttribute[Any], values: Collection[object]) -> ColumnElement[bool]:
    return column.in_(set(values)) if values else false()


def _found(statement: Select[Event], wish: Wish, limit: int, offset: int) -> Found:
    statement = narrowed(statement, wish)
    total = session().scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
    return Found(session().scalars(statement.limit(limit).offset(offset).options(*AROUND)).all(), total)


def narrowed(statement: Select[Event], wish: Wish) -> Select[Event]:
    """The same list with only what the reader looks for."""
    if wish.words.strip():
        statement = statement.where(_is_in(Event.id, search.find(EVENT, wish.words)))
    if wish.format is not None:
        statement = statement.where(Event.format == wish.format)
    if wish.between is not None:
        statement = statement.where(Event.starts_at >= wish.between[0], Event.starts_at < wish.between[1])
    if wish.city:
        statement = statement.where(Event.venue_id.in_(select(Venue.id).where(Venue.city == wish.city)))
    if wish.field_id is not None:
        served = (
            select(EventMeasure.event_id)
            .join(Measure, Measure.id == EventMeasure.measure_id)
            .join(Specification, Specification.id == Measure.specification_id)
            .join(Goal, Goal.id == Specification.goal_id)
            .where(Goal.field_id == wish.field_id)
        )
        statement = statement.where(Event.id.in_(served))
    return statement
