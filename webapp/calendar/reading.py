"""Dates from files of elsewhere: iCalendar and spreadsheets. What isn't understood is named, never guessed at."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar, Component

from webapp.calendar import rules
from webapp.calendar.errors import DatesUnreadableError
from webapp.calendar.tables import dates_in_table
from webapp.calendar.types import DateFault, FoundDate
from webapp.fields.rules.texts import lines, one_line

MOST_BYTES = 5 * 1024 * 1024
MOST_DATES = 2_000
MOST_REPEATS = 60
_USUAL = timedelta(hours=2)
_LONGEST_TITLE = 200
_LONGEST_TEXT = 20_000
_AHEAD = timedelta(days=2 * 366)


def dates_in(content: bytes, *, zone: str, today: date) -> list[FoundDate]:
    """All dates in a file, each with its faults; DatesUnreadableError when it is no calendar and no table.

    What repeats comes once for each time within two years from `today`, at most MOST_REPEATS times.
    """
    if len(content) > MOST_BYTES:
        raise DatesUnreadableError(problem="too_large")
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").upper().startswith(b"BEGIN:VCALENDAR"):
        found = list(islice(_calendar_dates(content, zone, today), MOST_DATES + 1))
    else:
        found = list(islice(dates_in_table(content, most=MOST_DATES), MOST_DATES + 1))
    if len(found) > MOST_DATES:
        raise DatesUnreadableError(problem="too_many")
    if not found:
        raise DatesUnreadableError(problem="nothing_in_it")
    return found


def _calendar_dates(content: bytes, zone: str, today: date) -> Iterator[FoundDate]:
    try:
        calendars: Any = Calendar.from_ical(content, multiple=True)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as fault:
        raise DatesUnreadableError(problem="no_calendar") from fault
    events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    # A time that was moved or dropped from a series has an entry of its own.
    moved = {
        (str(event.get("UID")), _wall(event, "RECURRENCE-ID", zone)) for event in events if "RECURRENCE-ID" in event
    }
    number = 0
    for event in events:
        for starts, ends, all_day in _spans(event, zone, today):
            number += 1
            if "RECURRENCE-ID" in event or (str(event.get("UID")), starts) not in moved:
                yield _found(event, number, starts, ends, all_day=all_day)


def _spans(event: Component, zone: str, today: date) -> Iterator[tuple[datetime | None, datetime | None, bool]]:
    starts = _wall(event, "DTSTART", zone)
    if starts is None:
        yield None, None, False
        return
    all_day = not isinstance(_value(event, "DTSTART"), datetime)
    ends = _end(event, zone, starts, all_day=all_day)
    for begin in _times(event, starts, zone, today):
        yield begin, begin + (ends - starts), all_day


def _times(event: Component, starts: datetime, zone: str, today: date) -> Sequence[datetime]:
    rule = event.get("RRULE")
    if rule is None or "RECURRENCE-ID" in event or isinstance(rule, list):
        return [starts]
    try:
        # On the wall, as people mean it: a weekly round at seven stays at seven when the clocks change.
        said = {**rule, **({"UNTIL": [_naive(each, zone) for each in rule["UNTIL"]]} if "UNTIL" in rule else {})}
        times = rrulestr(type(rule)(said).to_ical().decode(), dtstart=starts, ignoretz=True)
    except (ValueError, TypeError, KeyError, AttributeError):
        return [starts]
    left_out = {_naive(each.dt, zone) for each in _listed(event.get("EXDATE"))}
    last = datetime.combine(today, time(0)) + _AHEAD
    coming = (each for each in islice(times, 20_000) if each not in left_out)
    found: list[datetime] = []
    for each in coming:
        if each > last or len(found) >= MOST_REPEATS:
            break
        if each.date() >= today:
            found.append(each)
    return found


def _found(
    event: Component, number: int, starts: datetime | None, ends: datetime | None, *, all_day: bool
) -> FoundDate:
    title = one_line(str(event.get("SUMMARY", "")))
    faults = [] if title else [DateFault.NO_TITLE]
    if starts is None or ends is None:
        faults.append(DateFault.NO_DAY)
    elif ends <= starts:
        faults.append(DateFault.ENDS_BEFORE)
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        faults.append(DateFault.IS_CANCELLED)
    place: Any = rules.place_in(lines(str(event.get("LOCATION", ""))))
    text = lines(str(event.get("DESCRIPTION", "")))
    found = FoundDate(
        number=number,
        title=title,
        starts=None if faults else starts,
        ends=None if faults else ends,
        all_day=all_day,
        text=text,
        faults=tuple(faults),
        **place,
    )
    return _clean(found)


def _end(event: Component, zone: str, starts: datetime, *, all_day: bool) -> datetime:
    ends = _wall(event, "DTEND", zone)
    if ends is None and isinstance(_value(event, "DURATION"), timedelta):
        ends = starts + _value(event, "DURATION")
    if ends is None:
        return starts.replace(hour=17) if all_day else starts + _USUAL
    # The end of whole days is the day after (RFC 5545, 3.6.1); from nine to five is what people will look at.
    return (ends - timedelta(days=1)).replace(hour=17) if all_day else ends


def _wall(event: Component, name: str, zone: str) -> datetime | None:
    value = _value(event, name)
    return _naive(value, zone) if isinstance(value, date) else None


def _naive(value: date, zone: str) -> datetime:
    if not isinstance(value, datetime):
        return datetime.combine(value, time(9))
    return value if value.tzinfo is None else value.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _value(event: Component, name: str) -> Any:
    return getattr(event.get(name), "dt", None)


def _listed(value: Any) -> list[Any]:
    groups = value if isinstance(value, list) else [value] if value is not None else []
    return [each for group in groups for each in getattr(group, "dts", ())]


def _clean(found: FoundDate) -> FoundDate:
    return replace(
        found,
        title=one_line(found.title)[:_LONGEST_TITLE],
        place=one_line(found.place)[:200],
        street=one_line(found.street)[:200],
        postcode=one_line(found.postcode)[:12],
        city=one_line(found.city)[:120],
        text=lines(found.text)[:_LONGEST_TEXT],
    )
