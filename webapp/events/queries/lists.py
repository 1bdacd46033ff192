"""Lists of events, searched and narrowed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from webapp.events.indexing import EVENT
from webapp.events.models import Event, EventMeasure, Venue
from webapp.events.queries.loading import AROUND, IS_KEPT
from webapp.events.types import EventFilter, EventStatus, Shelf
from webapp.foundation import search
from webapp.foundation.database import session
from webapp.organisations.types import OrganisationId
from webapp.plans.joins import up_to_goal
from webapp.plans.models import Goal, Measure

_EVERYTHING = 1_000_000
_ON = {
    Shelf.WORK: (IS_KEPT, Event.archived_at.is_(None)),
    Shelf.ARCHIVE: (IS_KEPT, Event.archived_at.is_not(None)),
    Shelf.BIN: (Event.deleted_at.is_not(None),),
}
_Order = ColumnElement[Any] | InstrumentedAttribute[Any]
_SOONEST: tuple[_Order, ...] = (Event.starts_at, Event.id)
_LATEST: tuple[_Order, ...] = (Event.starts_at.desc(), Event.id)


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a list and how many there are in all."""

    events: Sequence[Event]
    total: int


def has_published_event() -> bool:
    """True once anything was shown to everybody."""
    shown = select(Event.id).where(Event.status != EventStatus.DRAFT).limit(1)
    return session().scalar(shown) is not None


def coming_events(
    *, now: datetime, wish: EventFilter | None = None, limit: int = _EVERYTHING, offset: int = 0
) -> Found:
    """What is still ahead or running, soonest first: published, cancelled, and postponed ones. At most five queries.

    What is found only by the parts of a word that was typed comes after what holds it, here as in the other lists.
    """
    return _found(coming(now), _SOONEST, wish or EventFilter(), (limit, offset))


def past_events(*, now: datetime, wish: EventFilter | None = None, limit: int = _EVERYTHING, offset: int = 0) -> Found:
    """What took place, latest first. At most five queries."""
    return _found(past(now), _LATEST, wish or EventFilter(), (limit, offset))


def public_events() -> Sequence[Event]:
    """Everything but drafts, for calendars. One query."""
    statement = select(Event).where(Event.status != EventStatus.DRAFT).order_by(Event.starts_at, Event.id)
    return session().scalars(statement.options(*AROUND)).all()


def desk_events(
    *,
    host_ids: Collection[OrganisationId] | None,
    event_keys: Collection[str] = (),
    wish: EventFilter | None = None,
    shelf: Shelf = Shelf.WORK,
) -> Found:
    """Events of these hosts (None: of all) and these single ones, drafts too, soonest first. At most five queries.

    Those at hand, or those that were put away: archived, or thrown into the bin.
    """
    statement = select(Event).where(*_ON[shelf])
    if host_ids is not None:
        statement = statement.where(or_(_is_in(Event.host_id, host_ids), _is_in(Event.public_id, event_keys)))
    return _found(statement, _SOONEST, wish or EventFilter(), (_EVERYTHING, 0))


def events_called(keys: Collection[str]) -> Sequence[Event]:
    """The events with these keys, wherever they lie, for whoever may put them there. One query."""
    statement = select(Event).where(_is_in(Event.public_id, keys)).order_by(Event.starts_at, Event.id)
    return session().scalars(statement.options(*AROUND)).all()


def coming(now: datetime) -> Select[Event]:
    """Which events are ahead or running."""
    ahead = and_(Event.status.in_([EventStatus.PUBLISHED, EventStatus.CANCELLED]), Event.ends_at > now)
    return select(Event).where(or_(ahead, Event.status == EventStatus.POSTPONED))


def past(now: datetime) -> Select[Event]:
    """Which events took place."""
    return select(Event).where(Event.status == EventStatus.PUBLISHED, Event.ends_at <= now)


def _is_in(column: InstrumentedAttribute[Any], values: Collection[object]) -> ColumnElement[bool]:
    return column.in_(set(values)) if values else false()


def _found(statement: Select[Event], order: tuple[_Order, ...], wish: EventFilter, cut: tuple[int, int]) -> Found:
    hits = found_in(wish.words)
    statement = narrowed(statement, wish, hits)
    total = session().scalar(select(func.count()).select_from(statement.subquery())) or 0
    if hits is not None and hits.apart:
        order = (case((_is_in(Event.id, hits.apart), 1), else_=0), *order)
    limit, offset = cut
    statement = statement.order_by(*order).limit(limit).offset(offset)
    return Found(session().scalars(statement.options(*AROUND)).all(), total)


def found_in(words: str) -> search.Hits | None:
    """Which events these words are found in; None when nobody typed any."""
    return search.find(EVENT, words) if words.strip() else None


def narrowed(statement: Select[Event], wish: EventFilter, hits: search.Hits | None) -> Select[Event]:
    """The same events with only what the reader looks for; `hits` are those in which the words are found."""
    if hits is not None:
        statement = statement.where(_is_in(Event.id, hits.every))
    if wish.format is not None:
        statement = statement.where(Event.format == wish.format)
    if wish.between is not None:
        # What is postponed has no date, whatever was planned before.
        is_dated = Event.status != EventStatus.POSTPONED
        statement = statement.where(is_dated, Event.starts_at >= wish.between[0], Event.starts_at < wish.between[1])
    if wish.city:
        statement = statement.where(Event.venue_id.in_(select(Venue.id).where(Venue.city == wish.city)))
    if wish.field_id is not None:
        served = up_to_goal(select(EventMeasure.event_id).join(Measure, Measure.id == EventMeasure.measure_id)).where(
            Goal.field_id == wish.field_id
        )
        statement = statement.where(Event.id.in_(served))
    return statement
