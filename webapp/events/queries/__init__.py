from webapp.events.queries.around import (
    events_of_measure,
    find_venue,
    find_venue_called,
    known_series,
    known_venues,
    measure_ids_of,
    scopes_of_measures,
    slugs_at,
    taken_slugs,
)
from webapp.events.queries.lists import Found, coming_events, desk_events, past_events, public_events
from webapp.events.queries.offers import Offer, offers
from webapp.events.queries.single import (
    find_scope,
    find_slug,
    get_event,
    get_event_by_id,
    get_public_event,
    get_whole_event,
)

__all__ = [
    "Found",
    "Offer",
    "coming_events",
    "desk_events",
    "events_of_measure",
    "find_scope",
    "find_slug",
    "find_venue",
    "find_venue_called",
    "get_event",
    "get_event_by_id",
    "get_public_event",
    "get_whole_event",
    "known_series",
    "known_venues",
    "measure_ids_of",
    "offers",
    "past_events",
    "public_events",
    "scopes_of_measures",
    "slugs_at",
    "taken_slugs",
]
