"""What is wrong with a foreign entry, before it is expanded."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypeAlias

from icalendar.prop import vBroken

from webapp.calendar.types import DateFault

# The library's values are of thirty types: each is looked at where it is used.
Foreign: TypeAlias = Any
REPEATING = ("RRULE", "RDATE", "EXDATE", "EXRULE")
ONCE = {"DTSTART": DateFault.DAY_UNREADABLE, "DTEND": DateFault.TIME_UNREADABLE, "DURATION": DateFault.TIME_UNREADABLE}
_A_DAY, _LONGEST = timedelta(days=1), timedelta(days=100 * 366)
_FIRST_YEAR, _LAST_YEAR = 1970, 2100
# Names that libraries know and that mean the clock of whichever machine reads them.
_NOWHERE = frozenset({"factory", "localtime", "posixrules"})
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
    if not all(map(is_near, moments)):
        yield DateFault.DAY_UNREADABLE
    yield from _faults_of_span(event, moments)


def _faults_of_span(event: Foreign, moments: Sequence[object]) -> Iterator[DateFault]:
    if any(_zone_is_unknown(event, name) for name in ("DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE")):
        yield DateFault.ZONE_UNKNOWN
    if not _has_fitting_dates(event):
        yield DateFault.REPEATS_UNREADABLE
    if "DURATION" in event and not _is_length(event["DURATION"].dt):
        yield DateFault.TIME_UNREADABLE
    elif "DURATION" in event and not isinstance(moments[0], datetime) and event["DURATION"].dt % _A_DAY:
        yield DateFault.TIME_UNREADABLE  # whole days never last hours
    if "DURATION" in event and "DTEND" in event:
        yield DateFault.TIME_UNREADABLE  # which of them counts is anybody's guess
    if len({_kind(each) for each in moments}) > 1:
        yield DateFault.TIME_UNREADABLE


def _is_length(said: object) -> bool:
    return isinstance(said, timedelta) and abs(said) < _LONGEST


def moments_in(event: Foreign, name: str) -> list[Foreign]:
    """All that can be read in an entry's lines of this name: days, moments, or pairs of moments."""
    value = event.get(name, [])
    lists = value if isinstance(value, list) else [value]
    whole = [one for one in lists if not isinstance(one, vBroken)]
    return [each.dt for one in whole for each in getattr(one, "dts", [one])]


def is_near(moment: object) -> bool:
    """True for days and moments of our time; others may lie outside of any calendar in another zone."""
    return isinstance(moment, date) and _FIRST_YEAR <= moment.year < _LAST_YEAR


def _kind(moment: object) -> tuple[bool, bool]:
    return isinstance(moment, datetime), getattr(moment, "tzinfo", None) is None


def _has_fitting_dates(event: Foreign) -> bool:
    """True when further dates are told like the first: a day has no hour, an hour without a zone is nobody's."""
    own = _kind(event["DTSTART"].dt)
    more = [each[0] if isinstance(each, tuple) else each for each in moments_in(event, "RDATE")]
    out = moments_in(event, "EXDATE")
    return all(_kind(each) == own for each in more) and all(isinstance(each, date) for each in out)


def _zone_is_unknown(event: Foreign, name: str) -> bool:
    value = event.get(name)
    said = value if isinstance(value, list) else [value]
    told = [each for each in said if "TZID" in getattr(each, "params", {})]
    if any(str(each.params["TZID"]).rpartition("/")[2].casefold() in _NOWHERE for each in told):
        return True
    moments = [each for one in told for each in moments_in({name: one}, name)]
    flat = [moment for each in moments for moment in (each if isinstance(each, tuple) else (each,))]
    return any(isinstance(each, datetime) and each.tzinfo is None for each in flat)


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
