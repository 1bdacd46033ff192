"""schema.org/Event as JSON-LD, for search engines and assistants."""

from webapp.events.models import Event, Venue
from webapp.events.types import EventStatus
from webapp.foundation.clock import local
from webapp.foundation.http import links
from webapp.registration.rules import only_waits

_SCHEMA = "https://schema.org"


def event_data(event: Event, *, url: str, register_url: str | None, in_line: int) -> dict[str, object]:
    """The event as schema.org wants it; times with the offset of the event's own zone.

    `in_line` is the largest group that waits.
    """
    data: dict[str, object] = {
        "@context": _SCHEMA,
        "@type": "Event",
        "name": event.title,
        "description": event.teaser or event.description[:300],
        "url": url,
        "startDate": local(event.starts_at, event.zone).isoformat(),
        "endDate": local(event.ends_at, event.zone).isoformat(),
        "eventStatus": f"{_SCHEMA}/{_status(event)}",
        "eventAttendanceMode": f"{_SCHEMA}/{_mode(event)}",
        "inLanguage": event.language,
        "isAccessibleForFree": True,
        "organizer": _organizer(event),
    }
    if event.moved_from is not None:
        data["previousStartDate"] = local(event.moved_from, event.zone).isoformat()
    if places := _places(event, url):
        data["location"] = places[0] if len(places) == 1 else places
    if register_url is not None:
        level = event.pool.level
        state = "SoldOut" if only_waits(level, in_line) else "InStock"
        data["offers"] = {
            "@type": "Offer",
            "price": 0,
            "priceCurrency": "EUR",
            "url": register_url,
            "availability": f"{_SCHEMA}/{state}",
        }
    if event.pool.level.free is not None:
        data["maximumAttendeeCapacity"] = event.pool.capacity
        data["remainingAttendeeCapacity"] = event.pool.level.free
    return data


def _organizer(event: Event) -> dict[str, object]:
    card = links.absolute("public.organisations.organisation", key=event.host.key)
    return {"@type": "Organization", "name": event.host.name, "url": card}


def _status(event: Event) -> str:
    if event.status == EventStatus.CANCELLED:
        return "EventCancelled"
    if event.status == EventStatus.POSTPONED:
        return "EventPostponed"
    return "EventRescheduled" if event.moved_from is not None else "EventScheduled"


def _mode(event: Event) -> str:
    if not event.conference_url:
        return "OfflineEventAttendanceMode"
    return "OnlineEventAttendanceMode" if event.venue is None else "MixedEventAttendanceMode"


def _places(event: Event, url: str) -> list[dict[str, object]]:
    """Where it is; online begins at the event's page, since only people with a place learn where to join."""
    venue = [_place(event.venue)] if event.venue is not None else []
    return [*venue, {"@type": "VirtualLocation", "url": url}] if event.conference_url else venue


def _place(venue: Venue) -> dict[str, object]:
    place: dict[str, object] = {
        "@type": "Place",
        "name": venue.name,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": venue.street,
            "postalCode": venue.postcode,
            "addressLocality": venue.city,
            "addressCountry": "DE",
        },
    }
    if venue.latitude is not None and venue.longitude is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": venue.latitude, "longitude": venue.longitude}
    return place
