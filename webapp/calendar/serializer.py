"""The one place that writes iCalendar (RFC 5545, RFC 5546, RFC 7986)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vCalAddress, vDDDTypes, vDuration, vText, vUri

from webapp.calendar.types import Entry, Method
from webapp.calendar.zones import timezone_of

_REFRESH = timedelta(hours=1)
_PRODUCT = "-//Dialogwerk//Dialogwerk//DE"
_DAY = timedelta(days=1)
_END = b"END:VCALENDAR\r\n"


def to_ical(entries: Sequence[Entry], *, name: str, url: str) -> bytes:
    """A calendar of `entries` that says the same on every reading: it changes only when an entry does."""
    calendar = _frame(Method.PUBLISH)
    one_line = " ".join(name.split())
    calendar.add("name", one_line)
    calendar.add("x-wr-calname", one_line)
    calendar.add("url", url)
    calendar.add("refresh-interval", vDuration(_REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_REFRESH))
    return _framed(calendar, entries, [_event(entry) for entry in entries])


def to_invitation(entry: Entry, *, method: Method) -> bytes:
    """One entry as mail programs take it in (REQUEST) or out (CANCEL); it names its organizer and its attendee."""
    return _framed(_frame(method), [entry], [_written(entry)])  # it names somebody: nothing of it is kept


def _frame(method: Method) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    return calendar


def _framed(calendar: Calendar, entries: Sequence[Entry], written: Sequence[bytes]) -> bytes:
    head = bytes(calendar.to_ical()).removesuffix(_END)
    zones = [timezone_of(zone, first, last) for zone, first, last in _zones(entries)]
    return b"".join([head, *zones, *written, _END])


def _written(entry: Entry) -> bytes:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.touched_at)
    event.add("last-modified", entry.touched_at)
    event.add("sequence", entry.sequence)
    event.add("status", entry.status)
    event.add("summary", entry.title)
    event["dtstart"], ends = _span(entry)
    if ends is not None:
        event["dtend"] = ends
    _add_what_is_known(event, entry)
    if entry.conference:
        event.add(
            "conference", vUri("".join(entry.conference.split())), parameters={"VALUE": "URI", "FEATURE": "VIDEO"}
        )
    _add_people(event, entry)
    event.add("transp", "OPAQUE" if entry.is_busy and entry.status != "CANCELLED" else "TRANSPARENT")
    if entry.alarm is not None and entry.status != "CANCELLED":
        event.add_component(_alarm(entry.title, entry.alarm))
    return bytes(event.to_ical())


def _add_what_is_known(event: Event, entry: Entry) -> None:
    known: dict[str, object] = {
        "location": entry.place,
        "description": entry.description,
        "url": entry.url,
        "categories": list(entry.categories),
        "color": entry.colour,
        "geo": entry.position,
    }
    for name, value in known.items():
        if value:
            event.add(name, value)


# An entry that did not change reads the same: what was written once is kept by its content.
_event = lru_cache(maxsize=12_000)(_written)


def _span(entry: Entry) -> tuple[vDDDTypes, vDDDTypes | None]:
    """Begin and end; None for what has no end (an end must come after the begin: RFC 5545, 3.8.2.2)."""
    zone = ZoneInfo(entry.zone)
    starts, ends = entry.starts_at.astimezone(zone), entry.ends_at.astimezone(zone)
    if entry.all_day:
        first = starts.date()
        # The end is the day after the last one; what ends at midnight has not touched the next day.
        last = (ends - timedelta(microseconds=1)).date()
        return vDDDTypes(first), vDDDTypes(max(first, last) + _DAY)
    if any(_is_shown_twice(wall) for wall in (starts, ends)):
        # By RFC 5545, 3.3.5, such an hour means its first time, but not every reader knows; UTC knows no such hour.
        starts, ends = starts.astimezone(UTC), ends.astimezone(UTC)
    return vDDDTypes(starts), vDDDTypes(ends) if entry.ends_at > entry.starts_at else None


def _is_shown_twice(wall: datetime) -> bool:
    return wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()


def _add_people(event: Event, entry: Entry) -> None:
    if entry.organizer is not None:
        event.add("organizer", _address(*entry.organizer))
    if entry.attendee is not None:
        attendee = _address(*entry.attendee)
        attendee.params["CUTYPE"] = vText("INDIVIDUAL")
        attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
        attendee.params["PARTSTAT"] = vText("ACCEPTED")
        attendee.params["RSVP"] = vText("FALSE")  # whoever registered has answered already
        event.add("attendee", attendee)


def _address(name: str, email: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    if name:
        address.params["CN"] = vText(name)
    return address


def _alarm(title: str, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -before)
    return alarm


def _zones(entries: Sequence[Entry]) -> list[tuple[str, int, int]]:
    """Each zone with the years that its VTIMEZONE must be right for."""
    years: dict[str, tuple[int, int]] = {}
    for entry in entries:
        if entry.all_day:
            continue
        first, last = years.get(entry.zone, (entry.starts_at.year, entry.ends_at.year))
        years[entry.zone] = min(first, entry.starts_at.year), max(last, entry.ends_at.year)
    return [(zone, first, last) for zone, (first, last) in sorted(years.items())]
