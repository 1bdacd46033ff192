"""From when until when an entry takes place, as the clock on the wall shows it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from webapp.calendar.ical.faults import Foreign
from webapp.foundation import clock

LASTS = "X-LASTS"  # a duration in its own words: the library takes a day and 24 hours for the same
_LASTING = re.compile(
    r"(?P<sign>[+-]?)P(?:(?P<w>\d+)W)?(?:(?P<d>\d+)D)?(?:T(?:(?P<h>\d+)H)?(?:(?P<m>\d+)M)?(?:(?P<s>\d+)S)?)?", re.ASCII
)
_USUAL = timedelta(hours=2)
_FROM, _UNTIL = time(9), time(17)  # what people will look at where a date has no hours


@dataclass(frozen=True, slots=True)
class Span:
    """Begin and end as the clock on the wall shows them, its second time by `fold`.

    `whole_days` have no hours; an `open_end` nobody said.
    """

    starts: datetime
    ends: datetime
    whole_days: bool = False
    open_end: bool = False

    def is_forward(self, zone: str) -> bool:
        """Whether it ends after it begins, also within an hour that a clock in `zone` shows twice."""
        if self.starts.fold == self.ends.fold:
            return self.starts < self.ends
        return clock.from_local(self.starts, zone) < clock.from_local(self.ends, zone)


def span_of(event: Foreign, zone: str) -> Span:
    """When the entry is, on the wall of `zone`; one that ends as it begins has no end (RFC 5545, 3.6.1)."""
    starts = event["DTSTART"].dt
    ends = _end(event, zone)
    if not isinstance(starts, datetime):
        # The end of whole days is the day after (RFC 5545, 3.6.1).
        last = ends - timedelta(days=1) if ends is not None and ends != starts else starts
        return Span(datetime.combine(starts, _FROM), datetime.combine(last, _UNTIL), whole_days=True)
    begins = on_the_wall(starts, zone)
    if ends is None or ends == starts:
        return Span(begins, begins + _USUAL, open_end=True)
    return Span(begins, on_the_wall(ends, zone))


def _end(event: Foreign, zone: str) -> Foreign:
    """When it ends: days are counted on the calendar, hours as they pass (RFC 5545, 3.3.6)."""
    starts, lasts = event["DTSTART"].dt, _LASTING.fullmatch(str(event.get(LASTS, "")).strip().upper())
    if lasts is not None and isinstance(starts, datetime):
        return _after(starts, lasts, zone)
    if "DTEND" not in event and "DURATION" in event:
        return starts + event["DURATION"].dt
    return event["DTEND"].dt if "DTEND" in event else None


def _after(starts: datetime, lasts: re.Match[str], zone: str) -> datetime:
    weeks, days, hours, minutes, seconds = (int(lasts[name] or 0) for name in "wdhms")
    sign = -1 if lasts["sign"] == "-" else 1
    known = starts if starts.tzinfo else starts.replace(tzinfo=ZoneInfo(zone))
    later = (known + sign * timedelta(weeks=weeks, days=days)).astimezone(UTC)
    ends = (later + sign * timedelta(hours=hours, minutes=minutes, seconds=seconds)).astimezone(known.tzinfo)
    return ends if starts.tzinfo else ends.replace(tzinfo=None)


def on_the_wall(moment: datetime, zone: str) -> datetime:
    """The moment as a clock in `zone` shows it; one without a zone is meant so already."""
    return moment if moment.tzinfo is None else moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
