from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from webapp.events.models import Event, Venue
from webapp.events.types import VenueId
from webapp.foundation.database import session
from webapp.foundation.names import same_name
from webapp.foundation.ordering import in_order


def known_venues() -> Sequence[Venue]:
    """Every venue by city and name, for choosing one."""
    found = session().scalars(select(Venue).order_by(Venue.id))
    return sorted(found, key=lambda each: (in_order(each.city), in_order(each.name)))


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
