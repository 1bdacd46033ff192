"""How long something lasts, as people write it in a column of its own, or where others write when it ends."""

import re
from collections.abc import Sequence
from datetime import timedelta

from webapp.calendar.tables import columns as c
from webapp.calendar.tables.columns import Columns, values_of
from webapp.calendar.tables.said import UnclearError
from webapp.calendar.tables.signs import tidy
from webapp.calendar.types import DateFault

_MINUTES_OF_HOUR = 60
_NUMBERS = (
    ("ein", "eine", "einer", "one", "an"),
    ("zwei", "two"),
    ("drei", "three"),
    ("vier", "four"),
    ("fünf", "five"),
    ("sechs", "six"),
    ("sieben", "seven"),
    ("acht", "eight"),
)
_SPELT_MINUTES = {name: 60 * number for number, names in enumerate(_NUMBERS, 1) for name in names} | {
    "anderthalb": 90,
    "eineinhalb": 90,
    "zweieinhalb": 150,
    "dreieinhalb": 210,
    "halbe": 30,
    "eine halbe": 30,
    "half an": 30,
    "dreiviertel": 45,
}
_WORD_OF_HOURS = r"std\.?|stunden?|hours?|hrs?\.?"
_WORD_OF_MINUTES = r"min\.?|minuten?|minutes?"
_HOURS = re.compile(rf"(?P<h>\d{{1,2}})(?:(?P<sign>[.,])(?P<share>\d{{1,2}}))? ?(?:h|{_WORD_OF_HOURS})")
_BOTH = re.compile(
    rf"(?P<h>\d{{1,2}}) ?(?:h|{_WORD_OF_HOURS}),?(?: und| and)? ?(?P<m>[0-5]?\d)(?: ?(?:{_WORD_OF_MINUTES}|m|'))?"
)
_MINUTES = re.compile(rf"(\d{{1,3}}) ?(?:{_WORD_OF_MINUTES}|')")
_SPELT = re.compile(rf"(?P<number>[a-zäöü ]+?) ?(?:{_WORD_OF_HOURS})")
_CLOCK = re.compile(r"(?P<h>\d{1,2}):(?P<m>[0-5]\d)(?::00)?(?: ?(?:h|std\.?|stunden))?")
# „2 h“ is a length, „16 h“ and „16h30“ may be times.
_MAY_BE_TIME = re.compile(r"\d{1,2} ?h(?: ?[0-5]\d)?|\d{1,2}[:.][0-5]\d ?h")
_POINT = re.compile(r"(?<=\d)\.(?=[0-5]\d ?h)")
_PLAIN_CLOCK = re.compile(r"\d{1,2}:[0-5]\d(?::00)?")
_WITH_H = re.compile(r"\d ?h\b|\dh\d\d\b")
_SPAN_TO_H = re.compile(r"(?:-|\bbis|\bto) ?(?:\d{1,2}(?:[:.][0-5]\d)? ?h(?: ?[0-5]\d)?|[1-9])$")
_ENDS_WITH_H = re.compile(r"(?:^|[ ,;])(?:\d{1,2} ?h(?: ?[0-5]\d)?|(?P<clock>\d{1,2}[:.][0-5]\d) ?h)$")
_WHOLE_HOUR = re.compile(r"(?:^|(?<!uhr)[ ,;])\d\d(?: ?uhr)?$")
_BARE_HOUR = re.compile(r"[1-9]")  # „02“ is an hour of the clock
_BARE = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")
_BARE_HOURS = re.compile(r"(?:^(?:von )?|[ ,;])[1-6] ?(?:-|\bbis\b|\bto\b) ?(?:[1-9]|1[0-2])$|^[1-6]$")
_DAWN, _NOON = 7 * 60, 12 * 60
_MOST_BARE_HOURS, _FEWEST_BARE_MINUTES = 12, 5  # „90“ below hours are minutes, „2“ below minutes are hours
_LONGEST_TALK, _EVENING, _MORNING = 12 * 60, 18 * 60, 6 * 60
_A_WORKING_DAY = 8 * 60


def lasting(said: str) -> timedelta | None:
    """How long a cell says that it lasts; None where it says nothing, UnclearError where nobody knows."""
    bare = _tidy(said)
    if bare in {"", "-"}:
        return None
    length = _length(bare)
    if length is None:
        raise UnclearError(DateFault.TIME_UNREADABLE, said)
    return length


def lengths_of(cells: Sequence[str], columns: Columns) -> list[str]:
    """What stands in the columns for how long it lasts, with the unit that only the heading has."""
    plain = values_of(cells, columns, c.LASTS)
    units = ((c.LASTS_HOURS, "h"), (c.LASTS_MINUTES, "min"))
    return plain + [_with_unit(said, unit) for what, unit in units for said in values_of(cells, columns, what)]


def _with_unit(said: str, unit: str) -> str:
    """A bare number with its unit; UnclearError where it is rather one of the other unit."""
    if not _BARE.fullmatch(said):
        return said
    number = float(said.replace(",", "."))
    if (unit == "h" and number > _MOST_BARE_HOURS) or (unit == "min" and 0 < number < _FEWEST_BARE_MINUTES):
        raise UnclearError(DateFault.TIME_UNREADABLE, said)
    return f"{said} {unit}"


def length_as_end(said: str, *, begins: int | None, begin_cells: Sequence[str]) -> timedelta | None:
    """How long it lasts, where that stands in a column for the end; None where a time stands there.

    UnclearError where it may be either: „2 h“ behind eight in the evening.
    """
    bare = _tidy(said)
    if not _MAY_BE_TIME.fullmatch(bare):
        return None if _PLAIN_CLOCK.fullmatch(bare) else _length(bare)
    if begins is None:
        return None
    length = _length(_POINT.sub(":", bare)) or timedelta(0)
    minutes = int(length.total_seconds()) // _MINUTES_OF_HOUR
    is_time, is_length = minutes > begins or (begins >= _EVENING and minutes <= _MORNING), minutes <= _LONGEST_TALK
    writes_times_so = any(_WITH_H.search(_tidy(each)) for each in begin_cells)
    if is_length and is_time != writes_times_so:  # „20:00, 2 h“ and „14 h, 2 h“
        raise UnclearError(DateFault.TIME_UNREADABLE, said)
    return _length(bare) if is_length and not is_time else None


def refuse_length_in_span(text: str, begins: int | None, ends: int | None) -> None:
    """UnclearError for „14:00 – 2 h“, where the end may be a length."""
    if begins is not None and ends is not None and ends <= begins < _EVENING and _SPAN_TO_H.search(_tidy(text)):
        raise UnclearError(DateFault.TIME_UNREADABLE)


def refuse_length_as_begin(cells: Sequence[str], begins: int | None, *, is_end_told: bool) -> None:
    """UnclearError for „2 h“ where a row says when it begins, and for „8 h“ where nothing says when it ends."""
    for said in cells:
        match = _ENDS_WITH_H.search(_tidy(said))
        is_early = begins is not None and begins <= (
            _MORNING if is_end_told or (match and match["clock"]) else _A_WORKING_DAY
        )
        if match and is_early:
            raise UnclearError(DateFault.TIME_UNREADABLE, said)


def refuse_length_as_night(cells: Sequence[str], begin_cells: Sequence[str], begins: int | None) -> None:
    """UnclearError for a bare „2“ as the end behind „14:00“: two hours, or the next morning. „20 Uhr, 2“ are hours."""
    if begins is None or (begins >= _EVENING and any(_WHOLE_HOUR.search(_tidy(each)) for each in begin_cells)):
        return
    said = next((each for each in cells if _BARE_HOUR.fullmatch(_tidy(each))), None)
    if said is not None and int(_tidy(said)) * _MINUTES_OF_HOUR <= begins:
        raise UnclearError(DateFault.TIME_UNREADABLE, said)


def refuse_bare_night(cells: Sequence[str], begins: int | None, ends: int | None) -> None:
    """UnclearError for a bare „2-4“, which is hardly meant at night; behind „18“ nobody counts to twelve only."""
    if begins is None or not 0 < begins < _DAWN or (ends is not None and ends > _NOON):
        return
    said = next((each for each in cells if _BARE_HOURS.search(_tidy(each))), None)
    if said is not None:
        raise UnclearError(DateFault.TIME_UNREADABLE, said)


def _tidy(said: str) -> str:
    """The text as it is looked at, also of „2 h.“."""
    return tidy(said).removesuffix(".")


def _length(bare: str) -> timedelta | None:
    if match := _HOURS.fullmatch(bare):
        minutes = _part_of_hour(match["sign"] or "", match["share"] or "0")
        return timedelta(hours=int(match["h"]), minutes=minutes)
    if match := (_BOTH.fullmatch(bare) or _CLOCK.fullmatch(bare)):
        return timedelta(hours=int(match["h"]), minutes=int(match["m"]))
    if match := _MINUTES.fullmatch(bare):
        return timedelta(minutes=int(match[1]))
    if match := _SPELT.fullmatch(bare):
        minutes = _SPELT_MINUTES.get(match["number"].strip(), 0)
        return timedelta(minutes=minutes) if minutes else None
    return None


def _part_of_hour(sign: str, digits: str) -> int:
    """Minutes of „1,5 h“. „1.30 Std.“ may as well be half past one, and nothing ends between two minutes."""
    share = int(f"{digits}0"[:2])
    is_clear = len(digits) == 1 or share == 0 or share >= _MINUTES_OF_HOUR or (sign == "," and share in {25, 50})
    if not is_clear or share * _MINUTES_OF_HOUR % 100:
        raise UnclearError(DateFault.TIME_UNREADABLE)
    return share * _MINUTES_OF_HOUR // 100
