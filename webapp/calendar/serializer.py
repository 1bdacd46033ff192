"""The one place that writes iCalendar (RFC 5545, RFC 7986)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vCalAddress, vDDDTypes, vDuration, vText

from webapp.calendar.entries import Entry

_REFRESH = timedelta(hours=1)
_PRODUCT = "-//Dialogwerk//Dialogwerk//DE"
_YEAR = timedelta(days=366)
_END = b"END:VCALENDAR\r\n"


def to_ical(entries: Sequence[Entry], *, name: str, url: str) -> bytes:
    """A calendar of `entries` that says the same on every reading: it changes only when an entry does."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("url", url)
    calendar.add("refresh-interval", vDuration(_REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_REFRESH))
    head = bytes(calendar.to_ical()).removesuffix(_END)
    zones = [_timezone(zone, first, last) for zone, first, last in _zones(entries)]
    return b"".join([head, *zones, *map(_event, entries), _END])


# An entry that did not change reads the same: what was written once is kept by its content.
@lru_cache(maxsize=5_000)
def _event(entry: Entry) -> bytes:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.touched_at)
    event.add("last-modified", entry.touched_at)
    event.add("sequence", entry.sequence)
    event.add("status", entry.status)
    event.add("summary", entry.title)
    event["dtstart"] = _wall_clock(entry.starts_at, entry.zone)
    event["dtend"] = _wall_clock(entry.ends_at, entry.zone)
    for key, value in (("location", entry.place), ("description", entry.description), ("url", entry.url)):
        if value:
            event.add(key, value)
    if entry.category:
        event.add("categories", [entry.category])
    if entry.position is not None:
        event.add("geo", entry.position)
    if entry.organizer is not None:
        event.add("organizer", _address(*entry.organizer))
    event.add("transp", "TRANSPARENT" if entry.status == "CANCELLED" else "OPAQUE")
    return bytes(event.to_ical())


def _wall_clock(moment: datetime, zone: str) -> vDDDTypes:
    return vDDDTypes(moment.astimezone(ZoneInfo(zone)))


def _address(name: str, email: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    address.params["CN"] = vText(name)
    return address


def _zones(entries: Sequence[Entry]) -> list[tuple[str, date, date]]:
    """Each zone with the span that its VTIMEZONE must cover, rounded to years so that it can be kept."""
    spans: dict[str, tuple[datetime, datetime]] = {}
    for entry in entries:
        first, last = spans.get(entry.zone, (entry.starts_at, entry.ends_at))
        spans[entry.zone] = min(first, entry.starts_at), max(last, entry.ends_at)
    return [
        (zone, date((first - _YEAR).year, 1, 1), date((last + _YEAR).year, 12, 31))
        for zone, (first, last) in sorted(spans.items())
    ]


@lru_cache(maxsize=64)
def _timezone(zone: str, first: date, last: date) -> bytes:
    return bytes(Timezone.from_tzid(zone, first_date=first, last_date=last).to_ical())
