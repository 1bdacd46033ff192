"""Which half of the day a begin is in where only the end says so: „2:00“ until „4:00 PM“."""

from dataclasses import replace

from webapp.calendar.tables.said import Said, UnclearError
from webapp.calendar.types import DateFault

_HALF, _FIRST_HOUR = 12 * 60, 60
_DAWN = 7 * 60  # hardly anything begins before it


def in_half_of_end(begin: Said, end: Said) -> Said:
    """The begin in the half of the day that only its end names; UnclearError where it may be either."""
    if begin.starts is None or begin.half or not end.half or end.starts is None:
        return begin
    is_one_day = begin.first == begin.last and end.last in {None, begin.last}
    return replace(begin, starts=minutes_beside(begin.starts, end.starts, end.half, is_one_day=is_one_day))


def minutes_beside(begins: int, ends: int, half: str, *, is_one_day: bool) -> int:
    """The minutes of a begin without a half of the day beside an end with one; UnclearError where it may be either."""
    if not _FIRST_HOUR <= begins < _HALF + _FIRST_HOUR:  # no face of a clock has it
        return begins
    turned = begins % _HALF + _HALF * (half == "pm")
    fits = turned < ends or not is_one_day
    if turned == begins or (not fits and begins >= _DAWN):
        return begins
    if fits and is_one_day and begins < _DAWN:
        return turned
    raise UnclearError(DateFault.TIME_UNREADABLE)
