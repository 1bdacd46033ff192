"""The days of an event, as its doors count them."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import Protocol

from webapp.foundation import clock

# The night belongs to the evening before it; whatever lasts no longer than one is a single day.
_DAY_BEGINS = timedelta(hours=5)
_LONGEST_NIGHT = timedelta(hours=12)
# What ends in the morning has gone on over night; what ends later has begun anew after it.
_LATEST_MORNING = timedelta(hours=10)
_ONE_DAY = timedelta(days=1)
_PAUSE = timedelta(hours=1)
_EVER = datetime.min.replace(tzinfo=UTC)


class Lasting(Protocol):
    """What is asked of an event to know its days."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def zone(self) -> str: ...


@lru_cache(maxsize=1024)
def later_days(starts_at: datetime, ends_at: datetime, zone: str) -> tuple[datetime, ...]:
    """When each further day of an event over several days begins: between its dates, at five in the morning at best.

    Each day goes on as long as the last one, from the hour of the first: what goes on over night isn't cut in two. A
    day, or a night, has no further ones.
    """
    if ends_at - starts_at <= _LONGEST_NIGHT:
        return ()
    first, begins = _on_the_wall(starts_at, zone)
    last, ends = _on_the_wall(ends_at, zone)
    if ends <= begins and ends <= _LATEST_MORNING:
        last, ends = last - _ONE_DAY, ends + _ONE_DAY
    days = (first + number * _ONE_DAY for number in range(1, (last - first).days + 1))
    return tuple(_gives_way(day, ends - _ONE_DAY, begins, zone) for day in days)


def _on_the_wall(at: datetime, zone: str) -> tuple[datetime, timedelta]:
    """The midnight before it, and the time since then as clocks tell it."""
    shown = clock.local(at, zone).replace(tzinfo=None)
    midnight = datetime.combine(shown, time())
    return midnight, shown - midnight


def _gives_way(day: datetime, ends: timedelta, begins: timedelta, zone: str) -> datetime:
    """When the day before gives way to this one; where clocks skip the middle of the pause, not after it either."""
    at = clock.from_local(day + _between(ends, begins), zone)
    if begins - ends < _PAUSE:
        return at
    return max(clock.from_local(day + ends, zone), min(at, clock.from_local(day + begins, zone)))


def _between(ends: timedelta, begins: timedelta) -> timedelta:
    """When one day gives way to the next, as that one counts its hours: `ends` is when the one before is over."""
    if ends <= _DAY_BEGINS <= begins:
        return _DAY_BEGINS
    if begins - ends >= _PAUSE:
        return (ends + begins) / 2
    # Of whole days nobody said the hours.
    return begins or _DAY_BEGINS


def day_began(days: Sequence[datetime], at: datetime) -> datetime:
    """When the event's day at `at` began, of `later_days`; all that was before them is the first one."""
    passed = bisect_right(days, at)
    return days[passed - 1] if passed else _EVER


def today_began(event: Lasting, now: datetime) -> datetime:
    """When the event's day at `now` began."""
    return day_began(later_days(event.starts_at, event.ends_at, event.zone), now)
