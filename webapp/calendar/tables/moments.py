"""What a cell says about when something takes place: all of it is understood, or it is a fault."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from webapp.calendar.tables.signs import MINUTES, NotASignError, Sign, day_of, in_half, signs_in, tidy
from webapp.calendar.types import DateFault

_SERIAL = re.compile(r"(\d{5})(?:[.,](\d+))?")
_FRACTION = re.compile(r"0[.,]\d+")
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_DAY_ZERO, _DAY_ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)
_NOTHING = frozenset({"", "-", "--", "---", "./.", "/"})
_WHOLE_DAYS = frozenset({"ganztagig", "ganztägig", "ganztags", "ganztätig", "all day", "all-day"})
# Days, then times; what may stand between them.
_SHAPE = re.compile(r"(?:D(?:([RA])D)?)?(?:T(?:RT)?)?|DTRDT")
_NEIGHBOURS = timedelta(days=1)
_LONGEST_GUESS = timedelta(days=183)  # whose first year nobody wrote: what is longer rather runs backwards


class Order(StrEnum):
    """Which of two numbers with a stroke between them is the day: 10/06/2027."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Said:
    """What cells say. Times are minutes since midnight; `weekdays` are claims about the first day and the last."""

    first: date | None = None
    last: date | None = None
    starts: int | None = None
    ends: int | None = None
    whole_days: bool = False
    weekdays: tuple[int, ...] = ()


class UnclearError(ValueError):
    """It can't be read; `fault` says why."""

    def __init__(self, fault: DateFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Habits:
    """How days are written in this table: their order, and from when they are counted where they are numbers."""

    order: Order = Order.UNKNOWN
    since_1904: bool = False


def order_in(texts: Sequence[str]) -> Order:
    """The order in which day and month stand, as far as one of the texts gives it away."""
    found = set()
    for text in texts:
        for first, second in re.findall(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-]\d{4}(?!\d)", tidy(text)):
            if int(first) > 12 >= int(second):  # noqa: PLR2004 - months
                found.add(Order.DAY_FIRST)
            elif int(second) > 12 >= int(first):  # noqa: PLR2004 - months
                found.add(Order.MONTH_FIRST)
    return found.pop() if len(found) == 1 else Order.UNKNOWN


def said_in(text: str, habits: Habits, *, bare_hours: bool) -> Said:
    """What a cell says, UnclearError when not all of it is understood. `bare_hours`: „14“ is two o'clock."""
    text = tidy(text)
    if text in _NOTHING:
        return Said()
    if text in _WHOLE_DAYS:
        return Said(whole_days=True)
    serial = _counted(text, habits)
    if serial is not None:
        return serial
    try:
        signs, weekdays = _without_weekdays(list(signs_in(text)))
        said = _put_together(_with_clock(signs, bare_hours=bare_hours), habits)
    except NotASignError:
        raise UnclearError(DateFault.DAY_UNREADABLE) from None
    return replace(said, weekdays=weekdays)


def check_weekdays(said: Said) -> None:
    """UnclearError when a weekday stands beside a day that is another one."""
    days = [day for day in (said.first, said.last) if day is not None]
    for weekday, day in zip(said.weekdays, days, strict=False):
        if day.weekday() != weekday:
            raise UnclearError(DateFault.WEEKDAY_DIFFERS)


def _counted(text: str, habits: Habits) -> Said | None:
    """A day or a time as a spreadsheet program counts it."""
    if _FRACTION.fullmatch(text):
        return Said(starts=_minutes(text.replace(",", ".")))
    match = _SERIAL.fullmatch(text)
    if match is None:
        return None
    day = (_DAY_ZERO_1904 if habits.since_1904 else _DAY_ZERO) + timedelta(days=int(match[1]))
    _refuse_far(day)
    return Said(day, day, _minutes(f"0.{match[2]}") if match[2] else None)


def _minutes(share: str) -> int:
    """The time that is this share of a day. What is nearly a midnight would be the next day's."""
    minutes = round(float(share) * MINUTES)
    if minutes == MINUTES:
        raise UnclearError(DateFault.TIME_UNREADABLE)
    return minutes


def _without_weekdays(signs: list[Sign]) -> tuple[list[Sign], tuple[int, ...]]:
    """The signs without weekdays and what joins them, and the weekdays."""
    rest: list[Sign] = []
    weekdays: list[int] = []
    for place, sign in enumerate(signs):
        if sign.kind == "W":
            weekdays.append(sign.parts[0])
        elif not (sign.kind in "RA" and signs[place - 1].kind == "W" and _follows(signs, place, "W") and not rest):
            rest.append(sign)
    if len(weekdays) > 1 and len(weekdays) != sum(sign.kind == "D" for sign in rest):
        raise NotASignError("weekdays")
    return rest, tuple(weekdays)


def _with_clock(signs: list[Sign], *, bare_hours: bool) -> list[Sign]:
    """Numbers that are hours become times: beside „Uhr“, in a span with a time, or alone where only times stand."""
    kinds = "".join(sign.kind for sign in signs)
    if kinds in {"N", "NRN"} and bare_hours:
        return [_as_time(sign) for sign in signs]
    signs = list(signs)
    for match in re.finditer(r"NR(?=[NT]U?)|N(?=U)", kinds):
        if match[0] == "N" or re.match(r"NU|T", kinds[match.end() :]):
            signs[match.start()] = _in_span(signs, match.start())
    kept = [sign for place, sign in enumerate(signs) if sign.kind != "U" or not _follows_time(signs, place)]
    return [
        sign
        for place, sign in enumerate(kept)
        if not (sign.kind == "O" and (_follows(kept, place, "T") or _begins_span(kept, place)))
    ]


def _in_span(signs: Sequence[Sign], place: int) -> Sign:
    """„2–4 pm“: the half of the day is said once."""
    after = signs[place + 2] if _follows(signs, place, "R") and place + 2 < len(signs) else None
    if after is not None and after.half:
        found = in_half(signs[place], after.half)
        if found.minutes >= after.minutes:
            raise NotASignError("which half of the day")
        return found
    return _as_time(signs[place])


def _as_time(sign: Sign) -> Sign:
    if sign.kind == "N" and sign.minutes > MINUTES:
        raise NotASignError("no hour")
    return replace(sign, kind="T") if sign.kind == "N" else sign


def _follows(signs: Sequence[Sign], place: int, kind: str) -> bool:
    return place + 1 < len(signs) and signs[place + 1].kind == kind


def _follows_time(signs: Sequence[Sign], place: int) -> bool:
    return place > 0 and signs[place - 1].kind == "T"


def _begins_span(signs: Sequence[Sign], place: int) -> bool:
    return [sign.kind for sign in signs[place + 1 : place + 4]] == ["D", "R", "D"]


def _put_together(signs: Sequence[Sign], habits: Habits) -> Said:
    kinds = "".join(sign.kind for sign in signs)
    match = _SHAPE.fullmatch(kinds)
    if match is None:
        raise NotASignError(kinds)
    days = _days([sign for sign in signs if sign.kind == "D"], habits)
    times = [sign.minutes for sign in signs if sign.kind == "T"]
    if match[1] == "A" and days[1] - days[0] != _NEIGHBOURS:
        raise UnclearError(DateFault.SEVERAL_DAYS)
    return Said(
        days[0] if days else None,
        days[-1] if days else None,
        times[0] if times else None,
        times[1] if len(times) > 1 else None,
    )


def _days(signs: Sequence[Sign], habits: Habits) -> list[date]:
    """The days, each with the month and year that only the later one names."""
    found: list[date] = []
    for sign in reversed(signs):
        day, month, year = _ordered(sign, habits)
        if found and year is None:
            after = found[0]
            month = after.month if month is None else month
            year = after.year - (month > after.month)  # over New Year
        found.insert(0, day_of((day, month, year)))
        _refuse_far(found[0])
        if sign.parts[2] is None and found[-1] - found[0] > _LONGEST_GUESS:
            raise UnclearError(DateFault.ENDS_BEFORE)
    if len(found) > 1 and found[1] < found[0]:
        raise UnclearError(DateFault.ENDS_BEFORE)
    return found


def _ordered(sign: Sign, habits: Habits) -> tuple[int, int | None, int | None]:
    day, month, year = sign.parts
    if not sign.either or day == month or month is None:
        return sign.parts
    if habits.order is Order.UNKNOWN and day <= 12 and month <= 12:  # noqa: PLR2004 - months
        raise UnclearError(DateFault.DAY_AMBIGUOUS)
    is_turned = habits.order is Order.MONTH_FIRST or (habits.order is Order.UNKNOWN and month > 12)  # noqa: PLR2004 - as above
    return (month, day, year) if is_turned else sign.parts


def _refuse_far(day: date) -> None:
    if not _FIRST_YEAR <= day.year < _LAST_YEAR:
        raise UnclearError(DateFault.DAY_UNREADABLE)
