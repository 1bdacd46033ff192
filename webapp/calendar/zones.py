"""Time zones as calendars carry them (VTIMEZONE, RFC 5545, 3.6.5).

Readers that expand the rules themselves take one onset of a list only, so lists (RDATE) are never written: where a zone
changes its clocks by the same rule each year, the rule is; where it doesn't, each change is an observance of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur, vUTCOffset

_DAY = timedelta(days=1)
_STEP = timedelta(days=7)  # no clock anywhere changes twice within a week
_RULES_BEGIN = 1970
_AHEAD_YEARS = 10  # so many more years tell the last Sunday from the fourth
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_CHANGES_A_YEAR = 2


@dataclass(frozen=True, slots=True)
class _Change:
    """One change of the clocks; `wall` is what the clock showed at that moment by the offset before it."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


@dataclass(frozen=True, slots=True)
class _Rule:
    """The same change each year: on the `nth` (−1: last) weekday of a month, at a time of the clock before it."""

    month: int
    weekday: int
    nth: int
    at: timedelta


@lru_cache(maxsize=256)
def timezone_of(zone: str, first_year: int, last_year: int) -> bytes:
    """The VTIMEZONE of an IANA zone that is right for every moment of these years."""
    component = Timezone()
    component.add("tzid", zone)
    for part in _observances(ZoneInfo(zone), first_year, last_year):
        component.add_component(part)
    return bytes(component.to_ical())


def _observances(zone: ZoneInfo, first_year: int, last_year: int) -> Iterator[TimezoneStandard | TimezoneDaylight]:
    changes = list(_changes(zone, first_year - 1, last_year + 1))
    kinds = _by_rule(zone, changes, first_year, last_year)
    if kinds is not None:
        for change, rule in kinds:
            yield _observance(change, _onset(rule, _RULES_BEGIN), rule)
        return
    yield _observance(_steady(zone, datetime(first_year - 1, 1, 1, tzinfo=UTC)), datetime(_RULES_BEGIN, 1, 1))  # noqa: DTZ001 - wall clock
    for change in changes:
        yield _observance(change, change.wall)


def _by_rule(
    zone: ZoneInfo, changes: Sequence[_Change], first_year: int, last_year: int
) -> list[tuple[_Change, _Rule]] | None:
    """Both changes with the rules that they follow in all these years; None where there are no such rules."""
    years = last_year - first_year + 3
    if len(changes) != _CHANGES_A_YEAR * years:
        return None
    found = []
    for kind in (True, False):
        same = [change for change in changes if change.is_summer is kind]
        later = [each for each in _changes(zone, last_year + 2, last_year + _AHEAD_YEARS) if each.is_summer is kind]
        rules = _shared(same)
        if len(same) != years or not rules or len({(each.before, each.after) for each in same}) != 1:
            return None
        known = rules & (_shared(later) or rules)
        found.append((same[-1], min(known or rules, key=lambda rule: rule.nth)))  # the last before the fourth
    return found


def _shared(changes: Sequence[_Change]) -> set[_Rule]:
    """The rules that every one of these changes follows."""
    each = [set(_rules_of(change.wall)) for change in changes]
    return set.intersection(*each) if each else set()


def _rules_of(wall: datetime) -> Iterator[_Rule]:
    at = wall - datetime.combine(wall.date(), datetime.min.time())
    yield _Rule(wall.month, wall.weekday(), (wall.day - 1) // 7 + 1, at)
    if (wall + 7 * _DAY).month != wall.month:
        yield _Rule(wall.month, wall.weekday(), -1, at)


def _onset(rule: _Rule, year: int) -> datetime:
    """The moment on the wall in a year."""
    if rule.nth < 0:
        day = date(year + rule.month // 12, rule.month % 12 + 1, 1) - _DAY
        day -= timedelta(days=(day.weekday() - rule.weekday) % 7)
    else:
        day = date(year, rule.month, 1)
        day += timedelta(days=(rule.weekday - day.weekday()) % 7 + 7 * (rule.nth - 1))
    return datetime.combine(day, datetime.min.time()) + rule.at


def _observance(change: _Change, begins: datetime, rule: _Rule | None = None) -> TimezoneStandard | TimezoneDaylight:
    part = TimezoneDaylight() if change.is_summer else TimezoneStandard()
    part.add("dtstart", begins)
    if rule is not None:
        said = {"FREQ": "YEARLY", "BYMONTH": rule.month, "BYDAY": f"{rule.nth}{_WEEKDAYS[rule.weekday]}"}
        part.add("rrule", vRecur(said))
    part.add("tzname", change.name)
    part.add("tzoffsetfrom", vUTCOffset(change.before))
    part.add("tzoffsetto", vUTCOffset(change.after))
    return part


def _steady(zone: ZoneInfo, moment: datetime) -> _Change:
    """What holds at a moment, as if it always had."""
    local = moment.astimezone(zone)
    offset = local.utcoffset() or timedelta()
    return _Change(local, offset, offset, local.tzname() or "", is_summer=False)


def _changes(zone: ZoneInfo, first_year: int, last_year: int) -> Iterator[_Change]:
    """All changes of the clocks from the first day of one year to the last of another."""
    moment, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    while moment < end:
        then = min(moment + _STEP, end)
        if _offset(zone, moment) != _offset(zone, then):
            yield _change_at(zone, _first_after(zone, moment, then))
        moment = then


def _first_after(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    before = _offset(zone, low)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
    return high


def _change_at(zone: ZoneInfo, moment: datetime) -> _Change:
    before, after = _offset(zone, moment - timedelta(seconds=1)), _offset(zone, moment)
    local = moment.astimezone(zone)
    wall = (moment + before).replace(tzinfo=None)
    return _Change(wall, before, after, local.tzname() or "", after > before)


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()
