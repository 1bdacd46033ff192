"""Whole days as Outlook writes them: from midnight to midnight, with a remark beside that whole days are meant."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from icalendar.prop import vDDDLists, vDDDTypes

from webapp.calendar.ical.faults import Foreign, is_near, moments_in

REMARKS = ("X-MICROSOFT-CDO-ALLDAYEVENT", "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT", "X-FUNAMBOL-ALLDAY")
_YES = frozenset({"TRUE", "1", "YES"})


def mark_whole_days(event: Foreign, zone: str) -> None:
    """Let an entry that is remarked on like this begin and end on days, unless it has any hour."""
    if event.errors or not any(str(event.get(name, "")).strip().upper() in _YES for name in REMARKS):
        return
    ends = {name: _day_at(event[name].dt, zone) for name in ("DTSTART", "DTEND") if name in event}
    more = [_day_at(moment, zone) for moment in moments_in(event, "RDATE")]
    if "DTSTART" not in ends or None in (*ends.values(), *more):
        return
    for name, day in ends.items():
        if day is not None:
            event[name] = vDDDTypes(day)
    if more:
        event["RDATE"] = vDDDLists(more)
    _mark_last_day(event, zone)


def _mark_last_day(event: Foreign, zone: str) -> None:
    rule = event.get("RRULE")
    until = rule.get("UNTIL", [None])[0] if isinstance(rule, dict) else None
    day = _day_at(until, zone)
    if day is not None:
        rule["UNTIL"] = [day]


def _day_at(moment: object, zone: str) -> date | None:
    """The day that begins at this moment; None for anything else."""
    if not isinstance(moment, datetime):
        return moment if isinstance(moment, date) else None
    if moment.tzname() == "UTC" and is_near(moment):
        moment = moment.astimezone(ZoneInfo(zone))
    return moment.date() if moment.time() == time(0) else None
