from webapp.calendar.queries.entries import (
    get_event_for_calendar,
    get_item,
    items_with_dropped,
)
from webapp.calendar.queries.feeds import Listed, all_feeds, get_feed
from webapp.calendar.queries.own import (
    events_of_staff,
    find_open_feed,
    get_dates,
    get_open_feed,
    known_dates,
    registrations_of,
    stations_of,
)

__all__ = [
    "Listed",
    "all_feeds",
    "events_of_staff",
    "find_open_feed",
    "get_dates",
    "get_event_for_calendar",
    "get_feed",
    "get_item",
    "get_open_feed",
    "items_with_dropped",
    "known_dates",
    "registrations_of",
    "stations_of",
]
