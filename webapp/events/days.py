"""The days of an event, as its doors count them."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import Protocol

from webapp.foundation import clock

# The night belongs to the evening before it; whatever lasts no longer than one is a single day.
_DAY_BEGINS = time(5)
_LONGEST_NIGHT = timedelta(hours=12)
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
    """When each further day of an event over several days begins: at five in the morning. A day or a night has none."""
    first, last = clock.local(starts_at, zone).date(), clock.local(ends_at, zone).date()
    if ends_at - starts_at <= _LONGEST_NIGHT:
        return ()
    mornings = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    begins = (clock.from_local(datetime.combine(morning, _DAY_BEGINS), zone) for morning in mornings)
    return tuple(each for each in begins if each < ends_at)


def day_began(days: Sequence[datetime], at: datetime) -> datetime:
    """When the event's day at `at` began, of `later_days`; all that was before them is the first one."""
    passed = bisect_right(days, at)
    return days[passed - 1] if passed else _EVER


def today_began(event: Lasting, now: datetime) -> datetime:
    """When the event's day at `now` began."""
    return day_began(later_days(event.starts_at, event.ends_at, event.zone), now)
