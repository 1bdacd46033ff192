"""Cells of a workbook as people see them: days, times, postcodes with their zeros, letters that XML can't hold."""

import re
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import lru_cache
from math import inf, isfinite

from webapp.foundation.spreadsheets.types import UNREADABLE

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?", re.ASCII)
_HIDDEN = re.compile(r'"[^"]*"|\\.|_.|\*.')  # text, escaped letters, blanks of a width, fillings
_BRACKETS = re.compile(r"\[([^\]]{0,255})\]")
_ELAPSED = re.compile(r"h+|m+|s+")
_ZEROS = re.compile(r"0{2,15}")
_DAY_ZERO, _DAY_ZERO_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - a wall calendar
_LAST_SERIAL = 2_958_465
_DAY_SECONDS = 86_400
_RECKONED, _ROUNDED = 0.000_5, 0.5  # seconds
_MOST_DIGITS = 1e15
# Formats that a workbook needn't spell out (ECMA-376 part 1, 18.8.30), as far as they show days and times.
BUILT_IN = {
    **dict.fromkeys((14, 15, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), "d.m.yyyy"),
    16: "d. mmm",
    17: "mmm yy",
    18: "h:mm",
    19: "h:mm:ss",
    20: "h:mm",
    21: "h:mm:ss",
    22: "d.m.yyyy h:mm",
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "h:mm"),
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss",
}


# What XML can't hold, and Excel writes as it does a carriage return (ECMA-376 part 1, 22.9.2.19).
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """A text of a workbook with the letters that are written as their numbers; what is none is UNREADABLE."""
    return _ESCAPED.sub(_of_number, text) if "_x" in text else text


def _of_number(found: re.Match[str]) -> str:
    letter = chr(int(found[1], 16))
    return letter if letter.isprintable() or letter in "\t\n\r" else UNREADABLE


class _Kind(Enum):
    NUMBER = auto()
    ZEROS = auto()
    DAY = auto()
    MOMENT = auto()
    MONTH = auto()
    TIME = auto()
    ELAPSED = auto()


def shown(raw: str, code: str, *, since_1904: bool) -> str:
    """What a cell says that holds the number `raw` under the format `code`: days and times as ISO 8601 has them."""
    value = float(raw) if _NUMBER.fullmatch(raw) else inf
    if not isfinite(value):
        return UNREADABLE
    kind, digits = _kind_of(code)
    if kind is _Kind.NUMBER or value < 0:
        return _plain(value)
    if kind is _Kind.ZEROS:
        return _plain(value).zfill(digits)
    if kind is _Kind.TIME:
        return UNREADABLE if _is_before_midnight(value) else _clock(round(value % 1 * _DAY_SECONDS) % _DAY_SECONDS)
    if kind is _Kind.ELAPSED:
        return _clock(round(value * _DAY_SECONDS)) if value <= _LAST_SERIAL else UNREADABLE
    return _day(value, since_1904=since_1904, kind=kind)


def _is_before_midnight(value: float) -> bool:
    """True for 23:59:59.999, by which programs mean the end of a day, and which others show as the next day.

    A midnight that was reckoned up misses it by less than a millisecond.
    """
    missing = (1 - value % 1) * _DAY_SECONDS
    return _RECKONED <= missing < _ROUNDED


@lru_cache(maxsize=512)
def _kind_of(code: str) -> tuple[_Kind, int]:
    """What a format shows, and how many digits where it fills up with zeros."""
    section = _HIDDEN.sub("", code.partition(";")[0].casefold())
    brackets = _BRACKETS.findall(section)
    bare = _BRACKETS.sub("", section).replace("general", "").replace("am/pm", "").replace("a/p", "")
    if _ZEROS.fullmatch(bare.strip()):
        return _Kind.ZEROS, len(bare.strip())
    if any(_ELAPSED.fullmatch(each) for each in brackets):
        return _Kind.ELAPSED, 0
    return _of_signs(bare), 0


def _of_signs(bare: str) -> _Kind:
    if "d" in bare or "t" in bare:  # t: German workbooks of old
        return _Kind.MOMENT if "h" in bare else _Kind.DAY
    if "y" in bare or "j" in bare or "mmm" in bare:
        return _Kind.MONTH
    return _Kind.TIME if "h" in bare or "s" in bare else _Kind.NUMBER


def _plain(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < _MOST_DIGITS else repr(value)


def _clock(seconds: int) -> str:
    minutes, second = divmod(seconds, 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{second:02d}"


def _day(value: float, *, since_1904: bool, kind: _Kind) -> str:
    if _is_before_midnight(value):
        return UNREADABLE
    if value > _LAST_SERIAL or (value < 1 and not since_1904):
        return _clock(round(value * _DAY_SECONDS)) if value < 1 else UNREADABLE
    moment = (_DAY_ZERO_1904 if since_1904 else _DAY_ZERO) + timedelta(seconds=round(value * _DAY_SECONDS))
    if kind is _Kind.MONTH:
        return f"{moment:%Y-%m}"  # the day was made up by the program
    return f"{moment:%Y-%m-%d}" if value.is_integer() and kind is _Kind.DAY else moment.isoformat()
