"""What surrounds events: venues, slugs, measures."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select, union
from sqlalchemy.orm import selectinload

from webapp.events.models import Event, EventMeasure, EventSeries, FormerAddress, Venue
from webapp.events.queries.loading import AROUND
from webapp.events.types import EventId, EventStatus, VenueId
from webapp.foundation.database import session
from webapp.foundation.names import same_name
from webapp.foundation.ordering import in_order
from webapp.foundation.revisions import RevisionScope
from webapp.plans.models import ActionField, ActionPlan, Goal, Measure, Specification
from webapp.plans.scopes import measure_scope, plan_scope
from webapp.plans.types import MeasureId


def events_of_measure(measure_id: MeasureId) -> Sequence[EventMeasure]:
    """The links of a measure to events that the public may see, latest event first. Two queries."""
    statement = (
        select(EventMeasure)
        .join(Event, Event.id == EventMeasure.event_id)
        .where(EventMeasure.measure_id == measure_id, Event.status != EventStatus.DRAFT)
        .order_by(Event.starts_at.desc())
        .options(selectinload(EventMeasure.event).options(*AROUND))
    )
    return session().scalars(statement).all()


def known_venues() -> Sequence[Venue]:
    """Every venue by city and name, for choosing one."""
    found = session().scalars(select(Venue).order_by(Venue.id))
    return sorted(found, key=lambda each: (in_order(each.city), in_order(each.name)))


def known_series() -> Sequence[EventSeries]:
    """Every series by its title, for choosing one."""
    found = session().scalars(select(EventSeries).order_by(EventSeries.id))
    return sorted(found, key=lambda each: in_order(each.title))


def find_venue(public_id: str) -> Venue | None:
    return session().scalar(select(Venue).where(Venue.public_id == public_id))


def find_venue_by_id(venue_id: VenueId | None) -> Venue | None:
    return session().get(Venue, venue_id) if venue_id is not None else None


def find_venue_called(name: str, city: str, street: str = "", postcode: str = "") -> Venue | None:
    """The venue of this name in this city that is meant; None where that could be several, or none. One query.

    Case and gaps make no other place. The very same words mean the same place; else the only one of this name in the
    city, unless it is known to stand in another street. Where no city is said there may be one of this name in any.
    """
    said = {"street": same_name(street), "postcode": same_name(postcode)}
    venues = session().scalars(select(Venue).order_by(Venue.id))
    same = [each for each in venues if _called(each) == (same_name(name), same_name(city))]
    exact = [each for each in same if _where(each) == said]
    only = [each for each in same if len(same) == 1 and same_name(city) and not _differ(_where(each), said)]
    return next(iter((*exact, *only)), None)


def _called(venue: Venue) -> tuple[str, str]:
    return same_name(venue.name), same_name(venue.city)


def _where(venue: Venue) -> dict[str, str]:
    return {"street": same_name(venue.street), "postcode": same_name(venue.postcode)}


def _differ(known: Mapping[str, str], said: Mapping[str, str]) -> bool:
    return any(known[name] and said[name] and known[name] != said[name] for name in said)


def slugs_at(venue_id: VenueId) -> Sequence[str]:
    """The addresses of all events at a venue."""
    return session().scalars(select(Event.slug).where(Event.venue_id == venue_id)).all()


def published_at(venue_id: VenueId, now: datetime) -> Sequence[Event]:
    """What was published of a venue and isn't over. One query."""
    return (
        session()
        .scalars(select(Event).where(Event.venue_id == venue_id, Event.published_at.is_not(None), Event.ends_at > now))
        .all()
    )


def taken_slugs(start: str, but: EventId | None = None) -> set[RevisionScope]:
    """The slugs that begin with `start` and belong, or belonged, to other events than `but`."""
    now = select(Event.slug).where(Event.slug.startswith(start, autoescape=True), Event.id != (but or 0))
    before = FormerAddress.slug.startswith(start, autoescape=True), FormerAddress.event_id != (but or 0)
    return set(session().scalars(union(now, select(FormerAddress.slug).where(*before))))


def scopes_of_measures(measure_ids: Iterable[MeasureId]) -> set[RevisionScope]:
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
    return {measure_scope(measure) for measure, _ in rows} | {plan_scope(plan) for _, plan in rows}


def measure_ids_of(event_id: EventId) -> list[MeasureId]:
    """The measures that an event serves, in order."""
    statement = select(EventMeasure.measure_id).where(EventMeasure.event_id == event_id)
    return list(session().scalars(statement.order_by(EventMeasure.position)))
