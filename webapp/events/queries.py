from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from webapp.accounts.types import Scope
from webapp.events import rules
from webapp.events.errors import EventNotFoundError
from webapp.events.models import Event, EventMeasure, EventPartner, Venue
from webapp.events.types import EventId, EventStatus, VenueId, Wish
from webapp.foundation.database import session
from webapp.organisations.models import Organisation
from webapp.organisations.types import OrganisationId
from webapp.plans.models import ActionField, ActionPlan, Goal, Measure, Specification
from webapp.plans.types import MeasureId

_AROUND = (joinedload(Event.host), joinedload(Event.venue), joinedload(Event.pool))
_THREAD = (
    joinedload(EventMeasure.measure)
    .joinedload(Measure.specification)
    .joinedload(Specification.goal)
    .joinedload(Goal.field)
    .joinedload(ActionField.plan)
)
_EVERYTHING = 1_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a list and how many there are in all."""

    events: Sequence[Event]
    total: int


def find_scope(slug: str) -> Scope | None:
    """What rights at the event with this slug are asked for."""
    row = session().execute(select(Event.public_id, Event.host_id).where(Event.slug == slug)).one_or_none()
    return Scope(event_key=row.public_id, organisation_id=row.host_id) if row else None


def find_slug(event_key: str) -> str | None:
    """The slug of the event with this public id."""
    return session().scalar(select(Event.slug).where(Event.public_id == event_key))


def get_event(slug: str) -> Event:
    """The event with host, venue and pool, whatever its state; EventNotFoundError when there is none. One query."""
    return _one(select(Event).where(Event.slug == slug).options(*_AROUND))


def get_public_event(slug: str) -> Event:
    """As `get_event`, for readers: a draft does not exist."""
    event = get_event(slug)
    if event.status == EventStatus.DRAFT:
        raise EventNotFoundError
    return event


def get_whole_event(slug: str) -> Event:
    """As `get_event`, with partners and with measures up to their plans. Three queries."""
    return _one(
        select(Event)
        .where(Event.slug == slug)
        .options(
            *_AROUND,
            selectinload(Event.partners).joinedload(EventPartner.organisation),
            selectinload(Event.measures).options(_THREAD),
        )
    )


def get_event_by_id(event_id: EventId) -> Event:
    """The event that a fact names, with host, venue and pool. One query."""
    return _one(select(Event).where(Event.id == event_id).options(*_AROUND))


def coming_events(*, now: datetime, wish: Wish | None = None, limit: int = _EVERYTHING, offset: int = 0) -> Found:
    """What is still ahead or running, soonest first: published, cancelled, and postponed ones. At most two queries."""
    ahead = and_(Event.status.in_([EventStatus.PUBLISHED, EventStatus.CANCELLED]), Event.ends_at > now)
    statement = select(Event).where(or_(ahead, Event.status == EventStatus.POSTPONED))
    return _found(statement.order_by(Event.starts_at, Event.id), wish or Wish(), limit, offset)


def past_events(*, now: datetime, wish: Wish | None = None, limit: int = _EVERYTHING, offset: int = 0) -> Found:
    """What took place, latest first. At most two queries."""
    statement = select(Event).where(Event.status == EventStatus.PUBLISHED, Event.ends_at <= now)
    return _found(statement.order_by(Event.starts_at.desc(), Event.id), wish or Wish(), limit, offset)


def public_events() -> Sequence[Event]:
    """Everything but drafts, for calendars. One query."""
    statement = select(Event).where(Event.status != EventStatus.DRAFT).order_by(Event.starts_at, Event.id)
    return session().scalars(statement.options(*_AROUND)).all()


def events_of_measure(measure_id: MeasureId) -> Sequence[EventMeasure]:
    """The links of a measure to events that the public may see, latest event first. Two queries."""
    statement = (
        select(EventMeasure)
        .join(Event, Event.id == EventMeasure.event_id)
        .where(EventMeasure.measure_id == measure_id, Event.status != EventStatus.DRAFT)
        .order_by(Event.starts_at.desc())
        .options(selectinload(EventMeasure.event).options(*_AROUND))
    )
    return session().scalars(statement).all()


def desk_events(
    *, host_ids: Collection[OrganisationId] | None, event_keys: Collection[str] = (), wish: Wish | None = None
) -> Found:
    """Events of these hosts (None: of all) and these single ones, drafts too, soonest first. At most two queries."""
    statement = select(Event).order_by(Event.starts_at, Event.id)
    if host_ids is not None:
        statement = statement.where(or_(_is_in(Event.host_id, host_ids), _is_in(Event.public_id, event_keys)))
    return _found(statement, wish or Wish(), _EVERYTHING, 0)


def known_venues() -> Sequence[Venue]:
    """Every venue by city and name, for choosing one."""
    return session().scalars(select(Venue).order_by(Venue.city, Venue.name, Venue.id)).all()


def cities_of_events() -> list[str]:
    """The places where events take place that the public may see, in order."""
    statement = select(Venue.city).join(Event, Event.venue_id == Venue.id).where(Event.status != EventStatus.DRAFT)
    return list(session().scalars(statement.where(Venue.city != "").distinct().order_by(Venue.city)))


def find_venue(public_id: str) -> Venue | None:
    return session().scalar(select(Venue).where(Venue.public_id == public_id))


def find_venue_called(name: str, city: str) -> Venue | None:
    """A venue known by exactly this name in this city."""
    statement = select(Venue).where(Venue.name == name, Venue.city == city).order_by(Venue.id).limit(1)
    return session().scalar(statement)


def slugs_at(venue_id: VenueId) -> Sequence[str]:
    """The addresses of all events at a venue."""
    return session().scalars(select(Event.slug).where(Event.venue_id == venue_id)).all()


def taken_slugs(start: str, but: EventId | None = None) -> set[str]:
    """The slugs that begin with `start` and belong to other events than `but`."""
    statement = select(Event.slug).where(Event.slug.startswith(start, autoescape=True), Event.id != (but or 0))
    return set(session().scalars(statement))


def scopes_of_measures(measure_ids: Iterable[MeasureId]) -> set[str]:
    """The revision scopes of pages that show these measures: their own and their plans'. One query."""
    statement = (
        select(Measure.slug, ActionPlan.slug)
        .join(Measure.specification)
        .join(Specification.goal)
        .join(Goal.field)
        .join(ActionField.plan)
        .where(Measure.id.in_(set(measure_ids)))
    )
    rows = session().execute(statement).all()
    return {f"measure:{measure}" for measure, _ in rows} | {f"plan:{plan}" for _, plan in rows}


def measure_ids_of(event_id: EventId) -> list[MeasureId]:
    """The measures that an event serves, in order."""
    statement = select(EventMeasure.measure_id).where(EventMeasure.event_id == event_id)
    return list(session().scalars(statement.order_by(EventMeasure.position)))


def _one(statement: Select[Event]) -> Event:
    event = session().scalar(statement)
    if event is None:
        raise EventNotFoundError
    return event


def _is_in(column: InstrumentedAttribute[Any], values: Collection[object]) -> ColumnElement[bool]:
    return column.in_(set(values)) if values else false()


def _found(statement: Select[Event], wish: Wish, limit: int, offset: int) -> Found:
    statement = _narrowed(statement, wish)
    if wish.words.strip():
        ids = _matching_ids(statement, wish.words)
        total, page = len(ids), ids[offset : offset + limit]
        statement = statement.where(Event.id.in_(page))
    else:
        total = session().scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
        statement = statement.limit(limit).offset(offset)
    return Found(session().scalars(statement.options(*_AROUND)).all(), total)


def _narrowed(statement: Select[Event], wish: Wish) -> Select[Event]:
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


def _matching_ids(statement: Select[Event], words: str) -> list[EventId]:
    """The matching events in the statement's order; typing errors are forgiven only where nothing matches as typed."""
    texts = (Event.title, Event.teaser, Organisation.name, Organisation.short_name, Venue.name, Venue.city)
    rows = session().execute(statement.join(Event.host).outerjoin(Event.venue).with_only_columns(Event.id, *texts))
    known = [(row[0], [text or "" for text in row[1:]]) for row in rows]
    exact = [event_id for event_id, texts_of in known if rules.matches(words, texts_of)]
    return exact or [event_id for event_id, texts_of in known if rules.matches(words, texts_of, forgiving=True)]
