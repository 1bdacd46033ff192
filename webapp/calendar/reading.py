"""Dates from files of elsewhere: iCalendar and spreadsheets. What isn't understood is named, never guessed at."""

import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from webapp.calendar import rules
from webapp.calendar.cleaning import cleaned
from webapp.calendar.errors import DatesUnreadableError
from webapp.calendar.ical.apart import calendar_dates
from webapp.calendar.ical.lines import looks_like_a_calendar
from webapp.calendar.types import FoundDate
from webapp.foundation.spreadsheets import TableInvalidError, check, rows_of

MOST_BYTES = 5 * 1024 * 1024
MOST_DATES = 2_000


def dates_in(content: bytes, *, zone: str, today: date) -> list[FoundDate]:
    """All dates in a file, each with its faults; DatesUnreadableError when it is no calendar and no table.

    What repeats comes once for each time within two years from `today`, at most sixty times.
    """
    if len(content) > MOST_BYTES:
        raise DatesUnreadableError(problem="too_large")
    if looks_like_a_calendar(content):
        found = calendar_dates(content, zone=zone, today=today, most=MOST_DATES + 1)
    else:
        found = list(islice(_table_dates(content), MOST_DATES + 1))
    if len(found) > MOST_DATES:
        raise DatesUnreadableError(problem="too_many")
    if not found:
        raise DatesUnreadableError(problem="nothing_in_it")
    return found


def _table_dates(content: bytes) -> Iterator[FoundDate]:
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        path = Path(file.name)
        try:
            check(path)
            rows = rows_of(path)
            columns = rules.columns_of_dates(next(rows, ()))
            if not rules.is_complete(columns):
                raise DatesUnreadableError(problem="no_columns")
            for number, row in enumerate(rows, 2):
                yield cleaned(rules.date_in(row, columns, number))
        except TableInvalidError:
            raise DatesUnreadableError(problem="no_table") from None
