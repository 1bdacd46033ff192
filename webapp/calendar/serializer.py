"""The one place that writes iCalendar (RFC 5545, RFC 5546, RFC 7986)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, vCalAddress, vDDDTypes, vDuration, vText, vUri

from webapp.calendar.types import Entry, Method

_REFRESH = timedelta(hours=1)
_PRODUCT = "-//Dialogwerk//Dialogwerk//DE"
_YEAR = timedelta(days=366)
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
    zones = [_timezone(zone, first, last) for zone, first, last in _zones(entries)]
    return b"".join([head, *zones, *written, _END])


def _written(entry: Entry) -> bytes:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.touched_at)
    event.add("last-modified", entry.touched_at)
    event.add("sequence", entry.sequence)
    event.add("status", entry.status)
    event.add("summary", entry.title)
    event["dtstart"], event["dtend"] = _span(entry)
    for key, value in (("location", entry.place), ("description", entry.description), ("url", entry.url)):
        if value:
            event.add(key, value)
    if entry.categories:
        event.add("categories", list(entry.categories))
    if entry.colour:
        event.add("color", entry.colour)
    if entry.position is not None:
        event.add("geo", entry.position)
    if entry.conference:
        event.add(
            "conference", vUri("".join(entry.conference.split())), parameters={"VALUE": "URI", "FEATURE": "VIDEO"}
        )
    _add_people(event, entry)
    event.add("transp", "TRANSPARENT" if entry.status == "CANCELLED" else "OPAQUE")
    if entry.alarm is not None and entry.status != "CANCELLED":
        event.add_component(_alarm(entry.title, entry.alarm))
    return bytes(event.to_ical())


# An entry that did not change reads the same: what was written once is kept by its content.
_event = lru_cache(maxsize=12_000)(_written)


def _span(entry: Entry) -> tuple[vDDDTypes, vDDDTypes]:
    if not entry.all_day:
        return _wall_clock(entry.starts_at, entry.zone), _wall_clock(entry.ends_at, entry.zone)
    zone = ZoneInfo(entry.zone)
    first = entry.starts_at.astimezone(zone).date()
    # The end is the day after the last one; what ends at midnight has not touched the next day.
    last = (entry.ends_at.astimezone(zone) - timedelta(microseconds=1)).date()
    return vDDDTypes(first), vDDDTypes(max(first, last) + _DAY)


def _wall_clock(moment: datetime, zone: str) -> vDDDTypes:
    wall = moment.astimezone(ZoneInfo(zone))
    # An hour that the clock shows twice means its first time (RFC 5545, 3.3.5); the second can only be said in UTC.
    return vDDDTypes(moment.astimezone(UTC) if wall.fold else wall)


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


def _zones(entries: Sequence[Entry]) -> list[tuple[str, date, date]]:
    """Each zone with the span that its VTIMEZONE must cover, rounded to years so that it can be kept."""
    spans: dict[str, tuple[datetime, datetime]] = {}
    for entry in entries:
        if entry.all_day:
            continue
        first, last = spans.get(entry.zone, (entry.starts_at, entry.ends_at))
        spans[entry.zone] = min(first, entry.starts_at), max(last, entry.ends_at)
    return [
        (zone, date((first - _YEAR).year, 1, 1), date((last + _YEAR).year, 12, 31))
        for zone, (first, last) in sorted(spans.items())
    ]


@lru_cache(maxsize=64)
def _timezone(zone: str, first: date, last: date) -> bytes:
    return bytes(Timezone.from_tzid(zone, first_date=first, last_date=last).to_ical())
