"""Dates as people write them, read as one word: „10. Juni 2027“, „10.6.27“ and „June 10, 2027“ are the same day."""

import re
from functools import partial
from typing import Final

_NAMES: Final = (
    "januar january jan jänner",
    "februar february feb",
    "märz maerz march mär mrz mar",
    "april apr",
    "mai may",
    "juni june jun",
    "juli july jul",
    "august aug",
    "september sept sep",
    "oktober october okt oct",
    "november nov",
    "dezember december dez dec",
)
_MONTHS: Final = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_NAME: Final = rf"(?P<name>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b"
_DAY: Final = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_MONTH: Final = r"(?P<month>0?[1-9]|1[0-2])"
_YEAR: Final = r"(?P<year>20\d\d)\b"
_FIRST: Final = r"(?:(?P<first>0?[1-9]|[12]\d|3[01])\.?\s*(?:[-–]|bis|to|und|and)\s*)?"
_DATES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?P<year>20\d\d)-{_MONTH}-{_DAY}\b",
        rf"\b{_FIRST}{_DAY}(?:\.|st|nd|rd|th)?\s*(?:of\s+)?{_NAME}\.?(?:,?\s+{_YEAR})?",
        rf"\b{_NAME}\s+{_FIRST}{_DAY}(?:st|nd|rd|th)?\b(?!\.?\s*uhr|:)(?:,?\s+{_YEAR})?",
        rf"(?<![\w.]){_FIRST}{_DAY}[./]{_MONTH}[./](?P<year>(?:20)?\d\d)(?![\w.])",
        rf"(?<![\w.]){_FIRST}{_DAY}\.{_MONTH}(?:\.(?!\d)|(?![\w.]))",
        rf"\b{_NAME}\.?\s+{_YEAR}",
        rf"(?<![\w.]){_MONTH}[./]{_YEAR}",
    )
)


def as_asked(text: str) -> str:
    """A text in small letters, each date in it one word that says just as much."""
    return _replaced(text, everything=False)


def as_told(text: str) -> str:
    """A text in small letters, each date in it all the words by which it is asked for; a mere number is none."""
    return _replaced(text, everything=True)


def _replaced(text: str, *, everything: bool) -> str:
    for pattern in _DATES:
        text = pattern.sub(partial(_said, everything=everything), text)
    return text


def _said(found: re.Match[str], *, everything: bool) -> str:
    there = {"first": None, "day": None, "month": None, "name": None, "year": None, **found.groupdict()}
    month = _MONTHS[there["name"]] if there["name"] else int(there["month"] or 0)
    year = f"20{there['year'][-2:]}" if there["year"] else ""
    days = [int(each) for each in (there["first"], there["day"]) if each]
    words = [f"d{year}{month:02}{day:02}" for day in days] or [f"m{year}{month:02}"]
    if everything:
        words += [f"d{month:02}{day:02}" for day in days]
        words += [f"m{year}{month:02}", year] if year else []
        words += [there["name"]] if there["name"] else []
    return f" {' '.join(words)} "
