"""Times that are shares of a day, as spreadsheet programs count them, and bare numbers that may be some."""

import re
from collections.abc import Sequence

from webapp.calendar.tables.said import Ones, UnclearError
from webapp.calendar.tables.signs import MINUTES
from webapp.calendar.types import DateFault

_SHARE = re.compile(r"0[.,]\d+")
_HALF_PAST = re.compile(r"0\.([0-5]\d)")
_QUARTER = "0.25"  # six o'clock; all other shares of two digits fall between five minutes
_POINTED = re.compile(r"(?:[1-9]|1\d|2[0-3])\.[0-5]\d(?: ?uhr)?")
_WRITTEN = re.compile(r"(?:[2-9]|1\d|2[0-4])(?:[.,]0+)?|.*\buhr\b.*")
_WHOLE, _BEYOND = re.compile(r"([01])(?:[.,]0+)?"), re.compile(r"1[.,]\d+")


def ones_in(times: Sequence[str]) -> Ones:
    """What a bare 1 is among these tidy texts: an hour, a whole day beside shares of one, or nobody's guess."""
    shares = [text for text in times if _SHARE.fullmatch(text)]
    if are_pointed(times):
        shares = [text for text in shares if not _HALF_PAST.fullmatch(text)]
    if not any(float(text.replace(",", ".")) for text in shares):
        return Ones.HOURS
    return Ones.UNCLEAR if any(_WRITTEN.fullmatch(text) for text in times) else Ones.DAYS


def are_pointed(times: Sequence[str]) -> bool:
    """True where hours and minutes have a point between them, so that 0.30 is half past midnight."""
    return any(_POINTED.fullmatch(text) for text in times)


def share_in(text: str, ones: Ones, *, pointed: bool) -> int | None:
    """The minutes that a tidy text means as a share of a day; None where it is none, UnclearError where it may be."""
    if pointed and (match := _HALF_PAST.fullmatch(text)):
        if ones is not Ones.HOURS or match[0] == _QUARTER:
            raise UnclearError(DateFault.TIME_UNREADABLE)
        return int(match[1])
    if _SHARE.fullmatch(text):
        return minutes_of(text)
    if ones is Ones.HOURS or not (_WHOLE.fullmatch(text) or _BEYOND.fullmatch(text)):
        return None
    match = _WHOLE.fullmatch(text)
    if match is None or (match[1] == "1" and ones is Ones.UNCLEAR):
        raise UnclearError(DateFault.TIME_UNREADABLE)
    return int(match[1]) * MINUTES


def minutes_of(share: str) -> int:
    """The time that is this share of a day. What is nearly a midnight would be the next day's."""
    minutes = round(float(share.replace(",", ".")) * MINUTES)
    if minutes == MINUTES:
        raise UnclearError(DateFault.TIME_UNREADABLE)
    return minutes


def clock_of(said: str) -> str:
    """The time of a text that is a share of a day; any other as it is."""
    minutes = round(float(said.replace(",", ".")) * MINUTES) if _SHARE.fullmatch(said) else MINUTES
    return said if minutes == MINUTES else f"{minutes // 60:02d}:{minutes % 60:02d}"
