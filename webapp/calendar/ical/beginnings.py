"""Whether a series begins with a date that its rule gives; without one, programs differ in how many dates it has."""

from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr
from icalendar import vRecur

from webapp.calendar.ical.faults import Foreign, moments_in

_ENDS = ("COUNT", "UNTIL")


def is_settled(event: Foreign, today: date) -> bool:
    """True where all programs know the same dates ahead: the rule gives the first one, or it decides about none.

    RFC 5545 leaves the others undefined: most programs count the first date among those of the rule, some beside them.
    """
    if "RRULE" not in event or _is_given(event):
        return True
    said = [*moments_in(event, "RDATE"), *moments_in(event, "EXDATE")]
    return "COUNT" not in event["RRULE"] and (_is_past(event, today) or event["DTSTART"].dt in said)


def _is_given(event: Foreign) -> bool:
    """True when the rule gives the date from which it starts, on the clock of that date."""
    starts, rule = event["DTSTART"].dt, event["RRULE"]
    wall = starts.replace(tzinfo=None) if isinstance(starts, datetime) else datetime.combine(starts, time(0))
    endless: Foreign = vRecur({name: rule[name] for name in rule if name not in _ENDS})
    return bool(next(iter(rrulestr(endless.to_ical().decode(), dtstart=wall)), None) == wall)


def _is_past(event: Foreign, today: date) -> bool:
    starts = event["DTSTART"].dt
    day = starts.date() if isinstance(starts, datetime) else starts
    return bool(day < today - timedelta(days=1))  # another zone may be on another day
