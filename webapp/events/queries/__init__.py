from webapp.events.queries.lists import Found, coming_events, desk_events, past_events, public_events
from webapp.events.queries.measures import events_of_measure, measure_ids_of, scopes_of_measures
from webapp.events.queries.offers import Offer, offers
from webapp.events.queries.series import known_series
from webapp.events.queries.single import (
    find_scope,
    find_slug,
    find_slug_now,
    get_event,
    get_event_by_id,
    get_public_event,
    get_whole_event,
    is_joined_by_all,
    phase_of,
)
from webapp.events.queries.slugs import taken_slugs
from webapp.events.queries.venues import (
    events_at,
    find_venue,
    find_venue_by_id,
    find_venue_called,
    get_venue,
    known_venues,
    published_at,
    rooms_of,
    slugs_at,
    uses_of_venues,
    venues_found_by,
)

__all__ = [
    "Found",
    "Offer",
    "coming_events",
    "desk_events",
    "events_at",
    "events_of_measure",
    "find_scope",
    "find_slug",
    "find_slug_now",
    "find_venue",
    "find_venue_by_id",
    "find_venue_called",
    "get_event",
    "get_event_by_id",
    "get_public_event",
    "get_venue",
    "get_whole_event",
    "is_joined_by_all",
    "known_series",
    "known_venues",
    "measure_ids_of",
    "offers",
    "past_events",
    "phase_of",
    "public_events",
    "published_at",
    "rooms_of",
    "scopes_of_measures",
    "slugs_at",
    "taken_slugs",
    "uses_of_venues",
    "venues_found_by",
]
