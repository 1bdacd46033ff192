"""How near a date is to whoever reads it."""

from datetime import datetime, timedelta

from webapp.foundation import clock


def nearness(starts: datetime) -> str:
    """`today` or `tomorrow` where that is said beside a begin, of what lasts several days on the first alone.

    The moment is local already.
    """
    here = clock.now().astimezone(starts.tzinfo).date()
    return {here: "today", here + timedelta(days=1): "tomorrow"}.get(starts.date(), "")


def is_this_year(value: datetime) -> bool:
    """True where a date can do without its year; the moment is local already."""
    return value.year == clock.now().astimezone(value.tzinfo).year
