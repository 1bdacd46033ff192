"""Days of which nobody sees at once which number is what: 10/06/2027, 06/10/27, 27/06/10."""

import re
from collections.abc import Sequence

from webapp.calendar.tables.said import Order
from webapp.calendar.tables.signs import tidy

_DAY = re.compile(r"(?<!\d)(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d\d)(?![\d.])")
_MONTHS = 12
_SOON = 25  # nobody brings dates of years before it that are written with two digits


def order_in(texts: Sequence[str]) -> Order:
    """The order in which day and month stand, as far as one of the texts gives it away."""
    found = set()
    for text in texts:
        for said, sign, other, year in _DAY.findall(tidy(text)):
            first, second = int(said), int(other)
            if year_may_come_first(first, year, sign):
                continue
            if first > _MONTHS >= second:
                found.add(Order.DAY_FIRST)
            elif second > _MONTHS >= first:
                found.add(Order.MONTH_FIRST)
    return found.pop() if len(found) == 1 else Order.UNKNOWN


def year_may_come_first(first: int, year: str, sign: str) -> bool:
    """True for 27/06/10 and 27-06-28, as some write the year first; with strokes only where it can't be the last."""
    if len(year) > len("27") or first < _SOON:
        return False
    return int(year) < _SOON or (sign == "-" and int(year) <= 31)  # noqa: PLR2004 - days of a month
