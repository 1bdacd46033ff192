from webapp.events.queries.contacts import events_naming
from webapp.events.queries.history import history_of
from webapp.events.queries.lists import (
    Found,
    coming_events,
    desk_events,
    events_called,
    has_published_event,
    past_events,
    public_events,
)
from webapp.events.queries.measures import events_of_measure, measure_ids_of, scopes_of_measures
from webapp.events.queries.offers import Offer, offers
from webapp.events.queries.series import (
    SeriesDates,
    dates_of_series,
    find_series,
    get_series,
    known_series,
    public_series,
    slugs_of_series,
)
from webapp.events.queries.single import (
    find_event_by_key,
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
    find_venue,
    find_venue_by_id,
    find_venue_called,
    known_venues,
    published_at,
    slugs_at,
)

__all__ = [
    "Found",
    "Offer",
    "SeriesDates",
    "coming_events",
    "dates_of_series",
    "desk_events",
    "events_called",
    "events_naming",
    "events_of_measure",
    "find_event_by_key",
    "find_scope",
    "find_series",
    "find_slug",
    "find_slug_now",
    "find_venue",
    "find_venue_by_id",
    "find_venue_called",
    "get_event",
    "get_event_by_id",
    "get_public_event",
    "get_series",
    "get_whole_event",
    "has_published_event",
    "history_of",
    "is_joined_by_all",
    "known_series",
    "known_venues",
    "measure_ids_of",
    "offers",
    "past_events",
    "phase_of",
    "public_events",
    "public_series",
    "published_at",
    "scopes_of_measures",
    "slugs_at",
    "slugs_of_series",
    "taken_slugs",
]
