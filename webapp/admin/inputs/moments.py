"""Days and times as people type them, and the moments they mean."""

from datetime import date, datetime, time

from webapp.foundation import clock

FIRST_YEAR, LAST_YEAR = 2000, 2100


def moment(day: date, at: time, zone: str) -> datetime | None:
    """The moment at which a wall clock in `zone` shows this day and time; None for an hour that it skips."""
    naive = datetime.combine(day, at)
    return clock.from_local(naive, zone) if clock.shows(naive, zone) else None


def day_and_time(when: datetime, zone: str) -> tuple[date, time]:
    """What a wall clock in `zone` shows at a moment."""
    shown = clock.local(when, zone)
    return shown.date(), shown.time().replace(microsecond=0)
