"""Days and times as programs write them: counted, with a midnight along, or with their distance from world time."""

import re
from datetime import date, timedelta

from webapp.calendar.tables.distances import from_elsewhere
from webapp.calendar.tables.said import Habits, Said, refuse_far
from webapp.calendar.tables.shares import minutes_of, share_in
from webapp.calendar.tables.signs import tidy

_SERIAL = re.compile(r"(\d{5})(?:[.,](\d+))?")
_DAY_ZERO, _DAY_ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)
# As programs write it along with each day; a person writes „0 Uhr“.
_WRITTEN_ALONG = re.compile(r"(?:.*[ t])?(?:0?0:00(?::00(?:\.0+)?)?|12:00(?::00)? am)|\d{5}(?:[.,]0+)?")
_COUNTED_MIDNIGHT = re.compile(r"\d{4}-\d\d-\d\dt00:00:00|\d{5}(?:[.,]0+)?")


def programmed(text: str, habits: Habits) -> Said | None:
    """What a tidy text says that no person wrote like this; None for any other."""
    return _counted(text, habits) or from_elsewhere(text, habits)


def is_written_along(text: str) -> bool:
    """True for a midnight that a program added to a day."""
    return _WRITTEN_ALONG.fullmatch(tidy(text)) is not None


def is_counted_midnight(text: str) -> bool:
    """True for a midnight as workbooks have it, where nobody sees whether only the day was meant."""
    return _COUNTED_MIDNIGHT.fullmatch(tidy(text)) is not None


def _counted(text: str, habits: Habits) -> Said | None:
    """A day or a time as a spreadsheet program counts it."""
    if (minutes := share_in(text, habits.ones, pointed=habits.pointed)) is not None:
        return Said(starts=minutes)
    match = _SERIAL.fullmatch(text)
    if match is None:
        return None
    day = (_DAY_ZERO_1904 if habits.since_1904 else _DAY_ZERO) + timedelta(days=int(match[1]))
    refuse_far(day)
    return Said(day, day, minutes_of(f"0.{match[2]}") if match[2] else None, exact=bool(match[2]))
