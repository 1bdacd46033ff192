"""What a cell says about when something takes place: all of it is understood, or it is a fault."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from webapp.calendar.tables.halves import minutes_beside
from webapp.calendar.tables.orders import year_may_come_first
from webapp.calendar.tables.programs import programmed
from webapp.calendar.tables.said import Habits, Ones, Order, Said, UnclearError, refuse_far
from webapp.calendar.tables.signs import MINUTES, NotASignError, Sign, day_of, in_half, signs_in, tidy
from webapp.calendar.types import DateFault

_NOTHING = frozenset({"", "-", "--", "---", "./.", "/"})
_ALL_DAY = re.compile(r"\ball[- ]day\b|\b(?:den )?ganzen? tag\b")
_EACH_DAY = re.compile(r"(?=.*\d).*\b(?:jeweils|täglich|tgl|daily|each day)\b")
# Days, then times; what may stand between them.
_SHAPE = re.compile(r"(?:D(?:([RA])D)?)?(?:T(?:RT)?|Y)?|DTRDT")
_NEIGHBOURS = timedelta(days=1)
_LONGEST_GUESS = timedelta(days=183)  # whose first year nobody wrote: what is longer rather runs backwards


def said_in(text: str, habits: Habits, *, bare_hours: bool) -> Said:
    """What a cell says, UnclearError when not all of it is understood. `bare_hours`: „14“ is two o'clock."""
    text = _ALL_DAY.sub("ganztags", tidy(text))
    if text in _NOTHING:
        return Said()
    known = programmed(text, habits if bare_hours else replace(habits, ones=Ones.HOURS))
    if known is not None:
        return known
    try:
        signs, weekdays = _without_weekdays(list(signs_in(text)))
        said = _put_together(_with_clock(signs, bare_hours=bare_hours), habits)
    except NotASignError:
        fault = DateFault.HOURS_OF_EACH_DAY if _EACH_DAY.match(text) else DateFault.DAY_UNREADABLE
        raise UnclearError(fault) from None
    return replace(said, weekdays=weekdays)


def check_weekdays(said: Said) -> None:
    """UnclearError when a weekday stands beside a day that is another one."""
    days = [day for day in (said.first, said.last) if day is not None]
    for weekday, day in zip(said.weekdays, days, strict=False):
        if day.weekday() != weekday:
            raise UnclearError(DateFault.WEEKDAY_DIFFERS)


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
    signs = _with_bare_span(signs, kinds)
    kinds = "".join(sign.kind for sign in signs)
    for match in re.finditer(r"NR(?=[NT]U?)|N(?=U)", kinds):
        if match[0] == "N" or re.match(r"NU|T", kinds[match.end() :]):
            signs[match.start()] = _in_span(signs, match.start())
    kept = [sign for place, sign in enumerate(signs) if sign.kind != "U" or not _follows_time(signs, place)]
    return [
        sign
        for place, sign in enumerate(kept)
        if not (sign.kind == "O" and (_follows(kept, place, "T") or _begins_span(kept, place)))
    ]


def _with_bare_span(signs: Sequence[Sign], kinds: str) -> list[Sign]:
    """„10.06.2027, 14 bis 16“ and „14:00 bis 16“: behind a whole day or a time, numbers are hours."""
    days = [sign for sign in signs if sign.kind == "D"]
    is_whole = not days or days[-1].parts[2] is not None
    if not (is_whole and re.search(r"DNRN$|TU?RN$|NURN$", kinds)):
        return list(signs)
    return [*signs[:-3], *(_as_time(sign) for sign in signs[-3:])]


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
    times = _times([sign for sign in signs if sign.kind == "T"], is_one_day=len(set(days)) < 2)  # noqa: PLR2004 - two days
    if match[1] == "A" and days[1] - days[0] != _NEIGHBOURS:
        raise UnclearError(DateFault.SEVERAL_DAYS)
    joint = match[1] if match[1] and days[0] != days[-1] else ""
    return Said(
        days[0] if days else None,
        days[-1] if days else None,
        times[0] if times else None,
        times[1] if len(times) > 1 else None,
        whole_days="Y" in kinds,
        joint=joint,
        exact=bool(days and times and not joint),
        half=next((sign.half for sign in signs if sign.kind == "T"), ""),
    )


def _times(signs: Sequence[Sign], *, is_one_day: bool) -> list[int]:
    """The minutes of all times; „2:00–4:00 pm“ says only once in which half of the day it is."""
    times = [sign.minutes for sign in signs]
    if len(signs) > 1 and signs[1].half and not signs[0].half:
        times[0] = minutes_beside(times[0], times[1], signs[1].half, is_one_day=is_one_day)
    return times


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
        refuse_far(found[0])
        if sign.parts[2] is None and found[-1] - found[0] > _LONGEST_GUESS:
            raise UnclearError(DateFault.ENDS_BEFORE)
    if len(found) > 1 and found[1] < found[0]:
        raise UnclearError(DateFault.ENDS_BEFORE)
    return found


def _ordered(sign: Sign, habits: Habits) -> tuple[int, int | None, int | None]:
    day, month, year = sign.parts
    if sign.short and year_may_come_first(day, f"{year}"[-2:], sign.short):
        raise UnclearError(DateFault.DAY_AMBIGUOUS)
    if not sign.either or day == month or month is None:
        return sign.parts
    if habits.order is Order.UNKNOWN and day <= 12 and month <= 12:  # noqa: PLR2004 - months
        raise UnclearError(DateFault.DAY_AMBIGUOUS)
    is_turned = habits.order is Order.MONTH_FIRST or (habits.order is Order.UNKNOWN and month > 12)  # noqa: PLR2004 - as above
    return (month, day, year) if is_turned else sign.parts
