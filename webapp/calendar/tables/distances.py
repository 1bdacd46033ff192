"""Moments with their distance from world time, told apart from hours: „2027-06-10 09:00-12:00“ is a morning."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from webapp.calendar.tables.said import Habits, Said, UnclearError, refuse_far
from webapp.calendar.tables.signs import MINUTES
from webapp.calendar.types import DateFault

_DAY = r"(?P<day>\d{4}-\d\d-\d\d|\d{8})"
_BEHIND_A_DAY = re.compile(
    rf"{_DAY}(?P<t>t| )(?P<begin>\d\d:\d\d)(?P<seconds>:\d\d(?:\.\d+)?)?(?P<blank> ?)"
    r"(?:(?P<world>z|utc|gmt)|(?P<sign>[+-])(?P<h>\d\d)(?P<colon>:?)(?P<m>\d\d))"
)
# As programs and databases shorten it; behind a blank and without seconds „14:00-16“ is a span as people write it.
_HOURS_ALONE = re.compile(
    rf"{_DAY}(?P<t>t| (?=\d\d:\d\d:))(?P<begin>\d\d:\d\d)(?P<seconds>:\d\d(?:\.\d+)?)?(?P<blank> ?)"
    r"(?P<world>(?!))?(?P<sign>[+-])(?P<h>\d\d)(?P<colon>(?!))?(?P<m>(?!))?"
)
_QUARTERS = {"+": frozenset({0, 15, 30, 45}), "-": frozenset({0, 30})}
_FARTHEST = {"+": 14 * 60, "-": 12 * 60}
_MORNING, _LONGEST_NIGHT = 6 * 60, 12 * 60


def from_elsewhere(text: str, habits: Habits) -> Said | None:
    """The moment as the clock here shows it, or the hours of that day; None for any other text.

    Hours win where both may be meant, unless a program seems to have written it; that is an UnclearError.
    """
    match = _BEHIND_A_DAY.fullmatch(text) or _HOURS_ALONE.fullmatch(text)
    if match is None:
        return None
    if match["sign"] == "-" and _are_hours(match):
        return _hours(match)
    return _moment(match, habits.zone) if habits.zone else None


def _are_hours(match: re.Match[str]) -> bool:
    """Whether it says from when until when; UnclearError where it may as well be a distance."""
    if not _is_distance(match):
        return True
    may_be_program = bool(match["seconds"] or match["t"] == "t" or not match["colon"])
    if (match["t"] == "t" and match["seconds"]) or (may_be_program and not _is_span(match)):
        return False
    _refuse_either(match, may_be_program=may_be_program)
    return True


def _refuse_either(match: re.Match[str], *, may_be_program: bool) -> None:
    """UnclearError for an evening in New York that may be a night here."""
    is_night = (may_be_program or match["blank"]) and _minutes(match) <= _MORNING
    if match["seconds"] or is_night:
        raise UnclearError(DateFault.TIME_UNREADABLE)


def _is_distance(match: re.Match[str]) -> bool:
    """Clocks are at most 12 hours behind world time and 14 ahead, by whole hours or a few shares of one."""
    is_far = _minutes(match) > _FARTHEST[match["sign"]]
    return not is_far and int(match["m"] or 0) in _QUARTERS[match["sign"]]


def _is_span(match: re.Match[str]) -> bool:
    begins, ends = _begin(match), _minutes(match)
    return ends > begins or (ends <= _MORNING and ends + MINUTES - begins <= _LONGEST_NIGHT)


def _begin(match: re.Match[str]) -> int:
    hours, minutes = match["begin"].split(":")
    return int(hours) * 60 + int(minutes)


def _minutes(match: re.Match[str]) -> int:
    return int(match["h"]) * 60 + int(match["m"] or 0)


def _hours(match: re.Match[str]) -> Said:
    day, begins, ends = _day(match["day"]), _begin(match), _minutes(match)
    if max(begins, ends) > MINUTES or int(match["m"] or 0) > 59 or int(match["begin"][-2:]) > 59:  # noqa: PLR2004 - minutes
        raise UnclearError(DateFault.TIME_UNREADABLE)
    return Said(day, day, begins, ends, exact=True)


def _moment(match: re.Match[str], zone: str) -> Said:
    if match["sign"] and not _is_distance(match):
        raise UnclearError(DateFault.TIME_UNREADABLE)
    offset = "+00:00" if match["world"] else f"{match['sign']}{match['h']}:{match['m'] or '00'}"
    day = _day(match["day"])
    try:
        moment = datetime.fromisoformat(f"{day}T{match['begin']}{offset}").astimezone(ZoneInfo(zone))
    except (ValueError, OverflowError):
        raise UnclearError(DateFault.DAY_UNREADABLE) from None
    refuse_far(moment.date())
    return Said(moment.date(), moment.date(), moment.hour * 60 + moment.minute, exact=True)


def _day(said: str) -> date:
    try:
        day = date.fromisoformat(said)
    except ValueError:
        raise UnclearError(DateFault.DAY_UNREADABLE) from None
    refuse_far(day)
    return day
