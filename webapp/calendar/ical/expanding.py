"""The times of a series that lie ahead."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import recurring_ical_events
from icalendar import Calendar

from webapp.calendar.ical.beginnings import is_settled
from webapp.calendar.ical.exceptions import Exceptions, day_of
from webapp.calendar.ical.faults import Foreign
from webapp.calendar.types import DateFault

MOST_REPEATS = 60
_AHEAD = timedelta(days=2 * 366)
_A_YEAR = timedelta(days=366)
_THE_END = date(2100, 1, 1)


def expanded(series: Sequence[Foreign], *, zone: str, today: date) -> tuple[list[Foreign], bool] | DateFault:
    """The times that lie ahead, and whether there are more than are taken over; or why nobody knows them for sure."""
    last = today + _AHEAD
    master, *moved = [_with_a_whole_last_day(event) for event in series]
    if not is_settled(master, today):
        return DateFault.REPEATS_APART
    if moved or "EXDATE" in master:
        settled = Exceptions(master, moved, zone=zone, today=today, last=last + _A_YEAR).settled()
        if settled is None:
            return DateFault.REPEATS_UNREADABLE
        master, *moved = settled
    calendar = Calendar()
    for event in (master, *moved):
        calendar.add_component(event)
    dates = recurring_ical_events.of(calendar)
    coming = sorted(dates.between(today, last + _A_YEAR), key=_day_of)
    times = [event for event in coming if _day_of(event) <= last][:MOST_REPEATS]
    # What leaves out years (29 February) may come again long after.
    goes_on = len(times) < len(coming) or any(_day_of(each) > last for each in dates.between(last + _A_YEAR, _THE_END))
    return times, goes_on


def _day_of(event: Foreign) -> date:
    return day_of(event["DTSTART"].dt)


def _with_a_whole_last_day(event: Foreign) -> Foreign:
    """A rule that ends on a day includes what takes place on that day, whatever the hour."""
    rule, starts = event.get("RRULE"), event["DTSTART"].dt
    until = rule.get("UNTIL", [None])[0] if rule else None
    if isinstance(until, date) and not isinstance(until, datetime) and isinstance(starts, datetime):
        end = datetime.combine(until, time(23, 59, 59), tzinfo=starts.tzinfo)
        rule["UNTIL"] = [end.astimezone(UTC) if starts.tzinfo else end]
    return event
