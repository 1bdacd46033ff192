"""Dates from files of elsewhere: iCalendar and spreadsheets. What isn't understood is named, never guessed at."""

from dataclasses import replace
from datetime import date
from itertools import islice

from webapp.calendar.errors import DatesUnreadableError
from webapp.calendar.ical.apart import calendar_dates
from webapp.calendar.ical.lines import entries_in, looks_like_a_calendar
from webapp.calendar.tables import dates_in_table
from webapp.calendar.types import DateFault, DateHint, FoundDate, NotRead
from webapp.foundation import clock

MOST_BYTES = 5 * 1024 * 1024
MOST_DATES = 2_000
_MOST_ENTRIES = 2 * MOST_DATES  # older versions of the same date are no dates


def dates_in(content: bytes, *, zone: str, today: date, unread: NotRead | None = None) -> list[FoundDate]:
    """All dates in a file, each with its faults; DatesUnreadableError when it is no calendar and no table.

    What repeats comes once for each time within two years from `today`, at most sixty times.
    `unread` gets what of a table nobody read.
    """
    if len(content) > MOST_BYTES:
        raise DatesUnreadableError(problem="too_large")
    if looks_like_a_calendar(content):
        if entries_in(content) > _MOST_ENTRIES:
            raise DatesUnreadableError(problem="too_many")
        found = calendar_dates(content, zone=zone, today=today, most=MOST_DATES + 1)
    else:
        found = list(islice(dates_in_table(content, most=MOST_DATES, zone=zone, unread=unread), MOST_DATES + 1))
    if len(found) > MOST_DATES:
        raise DatesUnreadableError(problem="too_many")
    if not found:
        raise DatesUnreadableError(problem="all_hidden" if unread and unread.hidden_rows else "nothing_in_it")
    return [_on_the_clock(each, zone) for each in found]


def _on_the_clock(found: FoundDate, zone: str) -> FoundDate:
    """The same date; named when a clock in `zone` skips the hour at which it begins or ends, or shows it twice."""
    moments = [each for each in (found.starts, found.ends) if each is not None]
    if not all(clock.shows(each, zone) for each in moments):
        return replace(found, starts=None, ends=None, faults=(*found.faults, DateFault.HOUR_SKIPPED))
    if any(clock.shows_twice(each, zone) for each in moments):
        return replace(found, hints=(*found.hints, DateHint.HOUR_TWICE))
    return found
