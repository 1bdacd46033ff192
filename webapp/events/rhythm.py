"""When the next date of a series may be, told from those it had; decided without a database."""

from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import pairwise

_WEEK = 7
_YEAR = 12
_LOOKED_AT = 5
_LAST = 5  # the fifth Wednesday of a month is its last one, and so is the fourth of most

Step = Callable[[date], date]


def next_day(days: Sequence[date], today: date, *, months: int = _YEAR) -> date:
    """The day after the last of `days` that their rhythm leads to and that lies ahead.

    Every third Wednesday stays the third Wednesday. With one day alone it comes again after so many months.
    """
    known = sorted(days)[-_LOOKED_AT:]
    rhythms = [_rhythm(before, after) for before, after in pairwise(known) if before < after]
    kinds = Counter(rhythms)
    # As most of them; of two that are as frequent the one that was kept last.
    kind, count = max(reversed(rhythms), key=lambda each: kinds[each]) if rhythms else ("weekday", months)
    return _ahead(known[-1], today, partial(_STEPS[kind], count))


def a_year_on(day: date, today: date) -> date:
    """The same day of the week nearest to the day's anniversary, in the first year in which that lies ahead."""
    years = 1
    while (found := _near_anniversary(day, years)) <= today:
        years += 1
    return found


def _near_anniversary(day: date, years: int) -> date:
    year = day.year + years
    anniversary = date(year, day.month, min(day.day, monthrange(year, day.month)[1]))
    off = (day.weekday() - anniversary.weekday() + 3) % _WEEK - 3
    return anniversary + timedelta(days=off)


def _rhythm(before: date, after: date) -> tuple[str, int]:
    months = (after.year - before.year) * _YEAR + after.month - before.month
    is_same_weekday = before.weekday() == after.weekday()
    if months and is_same_weekday and (_number(before) == _number(after) or (_is_last(before) and _is_last(after))):
        return "weekday", months
    if months and not is_same_weekday and before.day == after.day:
        return "day", months
    return "days", (after - before).days


def _ahead(day: date, today: date, step: Step) -> date:
    found = step(day)
    while found <= today:
        found = step(found)
    return found


def _weekday_on(months: int, day: date) -> date:
    year, month = _month_on(day, months)
    first = date(year, month, 1)
    first += timedelta(days=(day.weekday() - first.weekday()) % _WEEK)
    if _number(day) < _LAST:
        return first + timedelta(weeks=_number(day) - 1)
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() - day.weekday()) % _WEEK)


def _day_on(months: int, day: date) -> date:
    year, month = _month_on(day, months)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _days_on(days: int, day: date) -> date:
    return day + timedelta(days=days)


_STEPS: dict[str, Callable[[int, date], date]] = {"weekday": _weekday_on, "day": _day_on, "days": _days_on}


def _month_on(day: date, months: int) -> tuple[int, int]:
    years, month = divmod(day.month - 1 + months, _YEAR)
    return day.year + years, month + 1


def _number(day: date) -> int:
    """The how manieth of its weekday in the month it is."""
    return (day.day - 1) // _WEEK + 1


def _is_last(day: date) -> bool:
    return day.day + _WEEK > monthrange(day.year, day.month)[1]
