from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select

from webapp.events.errors import VenueNotFoundError
from webapp.events.models import Event, Venue, VenueRoom
from webapp.events.types import VenueId
from webapp.foundation.database import session
from webapp.foundation.matching import looked_for
from webapp.foundation.names import same_name
from webapp.foundation.ordering import in_order


def known_venues() -> Sequence[Venue]:
    """Every venue that isn't in the bin by city and name, for choosing one."""
    found = session().scalars(select(Venue).where(Venue.deleted_at.is_(None)).order_by(Venue.id))
    return sorted(found, key=lambda each: (in_order(each.city), in_order(each.name)))


def venues_found_by(words: str) -> list[Venue]:
    """Venues whose name, street or town hold all of these words, those in the bin too, by city and name. One query."""
    found = looked_for(words, session().scalars(select(Venue)), _told)
    return sorted(found, key=lambda each: (in_order(each.city), in_order(each.name), each.id))


def get_venue(public_id: str) -> Venue:
    """The venue; VenueNotFoundError when there is none. One query."""
    found = find_venue(public_id)
    if found is None:
        raise VenueNotFoundError
    return found


def rooms_of(venue_id: VenueId | None) -> Sequence[VenueRoom]:
    """The rooms of a venue in their order. One query, none without a venue."""
    if venue_id is None:
        return []
    statement = select(VenueRoom).where(VenueRoom.venue_id == venue_id)
    return session().scalars(statement.order_by(VenueRoom.position, VenueRoom.id)).all()


def events_at(venue_id: VenueId) -> Sequence[Event]:
    """All events at a venue, the latest first. One query."""
    statement = select(Event).where(Event.venue_id == venue_id).order_by(Event.starts_at.desc(), Event.id)
    return session().scalars(statement).all()


def uses_of_venues() -> Mapping[VenueId, int]:
    """How many events are held at each venue. One query."""
    counted = select(Event.venue_id, func.count()).group_by(Event.venue_id)
    return {venue_id: count for venue_id, count in session().execute(counted) if venue_id is not None}


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
    venues = session().scalars(select(Venue).where(Venue.deleted_at.is_(None)).order_by(Venue.id))
    same = [each for each in venues if _called(each) == (same_name(name), same_name(city))]
    exact = [each for each in same if _where(each) == said]
    only = [each for each in same if len(same) == 1 and same_name(city) and not _differ(_where(each), said)]
    return next(iter((*exact, *only)), None)


def _told(venue: Venue) -> str:
    return f"{venue.name} {venue.street} {venue.postcode} {venue.city}"


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
