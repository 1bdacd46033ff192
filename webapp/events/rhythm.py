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
    known = sorted(set(days))[-_LOOKED_AT:]
    if len(known) == 1:
        return _ahead(known[-1], today, partial(_weekday_on, months, min(_number(known[-1]), _LAST)))
    apart = Counter(_months_between(before, after) for before, after in pairwise(known))
    number = _number_of_most(known)
    if number and min(apart) > 0:
        return _ahead(known[-1], today, partial(_weekday_on, apart.most_common(1)[0][0], number))
    if min(apart) > 0 and len({each.day for each in known}) == 1:
        return _ahead(known[-1], today, partial(_day_on, apart.most_common(1)[0][0]))
    return _ahead(known[-1], today, partial(_days_on, (known[-1] - known[-2]).days))


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


def _number_of_most(days: Sequence[date]) -> int:
    """The how manieth of one weekday in its month more than half of them are; 0 where they are nothing alike."""
    if len({each.weekday() for each in days}) > 1:
        return 0
    fits = {number: sum(number in _numbers(each) for each in days) for number in range(1, _LAST + 1)}
    best = max(fits, key=lambda number: fits[number])
    return best if 2 * fits[best] > len(days) else 0


def _months_between(before: date, after: date) -> int:
    return (after.year - before.year) * _YEAR + after.month - before.month


def _ahead(day: date, today: date, step: Step) -> date:
    found = step(day)
    while found <= today:
        found = step(found)
    return found


def _weekday_on(months: int, number: int, day: date) -> date:
    year, month = _month_on(day, months)
    if number < _LAST:
        first = date(year, month, 1)
        return first + timedelta(days=(day.weekday() - first.weekday()) % _WEEK, weeks=number - 1)
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() - day.weekday()) % _WEEK)


def _day_on(months: int, day: date) -> date:
    year, month = _month_on(day, months)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _days_on(days: int, day: date) -> date:
    return day + timedelta(days=days)


def _month_on(day: date, months: int) -> tuple[int, int]:
    years, month = divmod(day.month - 1 + months, _YEAR)
    return day.year + years, month + 1


def _number(day: date) -> int:
    """The how manieth of its weekday in the month it is."""
    return (day.day - 1) // _WEEK + 1


def _numbers(day: date) -> set[int]:
    """As `_number`; a last one is the fifth as well."""
    is_last = day.day + _WEEK > monthrange(day.year, day.month)[1]
    return {_number(day), _LAST} if is_last else {_number(day)}
