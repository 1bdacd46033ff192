"""How near a date is to whoever reads it."""

from datetime import datetime, timedelta

from webapp.foundation import clock


def nearness(starts: datetime, ends: datetime) -> str:
    """`today` or `tomorrow` where that is said beside a date; both moments are local already."""
    here = clock.now().astimezone(starts.tzinfo).date()
    if starts.date() <= here <= ends.date():
        return "today"
    return "tomorrow" if here + timedelta(days=1) == starts.date() else ""


def is_this_year(value: datetime) -> bool:
    """True where a date can do without its year; the moment is local already."""
    return value.year == clock.now().astimezone(value.tzinfo).year
