"""What is wrong with a foreign entry, before it is expanded."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypeAlias

from webapp.calendar.types import DateFault

# The library's values are of thirty types: each is looked at where it is used.
Foreign: TypeAlias = Any
REPEATING = ("RRULE", "RDATE", "EXDATE", "EXRULE")
ONCE = {"DTSTART": DateFault.DAY_UNREADABLE, "DTEND": DateFault.TIME_UNREADABLE, "DURATION": DateFault.TIME_UNREADABLE}
_FIRST_YEAR, _LAST_YEAR = 1970, 2100
_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})


def faults_of(event: Foreign) -> Iterator[DateFault]:
    """Why an entry can't be taken over, or not as often as it says."""
    broken = {name for name, _ in event.errors}
    yield from (fault for name, fault in ONCE.items() if name in broken)
    if broken & {*REPEATING, "RECURRENCE-ID", None} or not _is_readable_rule(event):
        yield DateFault.REPEATS_UNREADABLE
    if broken & set(ONCE):
        return
    if "DTSTART" not in event:
        yield DateFault.NO_DAY
        return
    moments = [event[name].dt for name in ("DTSTART", "DTEND") if name in event]
    if not all(isinstance(each, date) and _FIRST_YEAR <= each.year < _LAST_YEAR for each in moments):
        yield DateFault.DAY_UNREADABLE
    yield from _faults_of_span(event, moments)


def _faults_of_span(event: Foreign, moments: Sequence[Any]) -> Iterator[DateFault]:
    if any(_zone_is_unknown(event, name) for name in ("DTSTART", "DTEND", "RECURRENCE-ID")):
        yield DateFault.ZONE_UNKNOWN
    if "DURATION" in event and not isinstance(event["DURATION"].dt, timedelta):
        yield DateFault.TIME_UNREADABLE
    if "DURATION" in event and "DTEND" in event:
        yield DateFault.TIME_UNREADABLE  # which of them counts is anybody's guess
    kinds = {(isinstance(each, datetime), getattr(each, "tzinfo", None) is None) for each in moments}
    if len(kinds) > 1:
        yield DateFault.TIME_UNREADABLE


def _zone_is_unknown(event: Foreign, name: str) -> bool:
    value = event.get(name)
    params = getattr(value, "params", {})
    return "TZID" in params and isinstance(value.dt, datetime) and value.dt.tzinfo is None


def _is_readable_rule(event: Foreign) -> bool:
    """True for rules that mean days; what repeats by the minute, or by several rules, is named instead of followed."""
    if "EXRULE" in event or isinstance(event.get("RRULE"), list):
        return False
    rule = event.get("RRULE")
    if rule is None:
        return True
    clock = [rule.get(name, []) for name in ("BYHOUR", "BYMINUTE", "BYSECOND")]
    counts = [number for name in ("INTERVAL", "COUNT") for number in rule.get(name, [])]
    is_by_day = rule.get("FREQ", [""])[0] in _FREQUENCIES and all(len(each) <= 1 for each in clock)
    return is_by_day and all(number > 0 for number in counts)
