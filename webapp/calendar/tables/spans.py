"""From when until when a row says that something takes place, put together from all cells that speak of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from webapp.calendar.tables import columns as c
from webapp.calendar.tables.columns import Columns, all_of, values_of
from webapp.calendar.tables.halves import in_half_of_end
from webapp.calendar.tables.lengths import (
    lasting,
    length_as_end,
    lengths_of,
    refuse_bare_night,
    refuse_length_as_begin,
    refuse_length_as_night,
    refuse_length_in_span,
)
from webapp.calendar.tables.moments import check_weekdays, said_in
from webapp.calendar.tables.programs import is_counted_midnight, is_written_along
from webapp.calendar.tables.said import Habits, Said, UnclearError
from webapp.calendar.tables.signs import MINUTES, tidy
from webapp.calendar.types import DateFault

OF_TIME = (c.DAY, c.FROM, c.STARTS, c.LAST_DAY, c.UNTIL, c.ENDS, c.LASTS, c.LASTS_HOURS, c.LASTS_MINUTES, c.ALL_DAY)
_A_DAY = timedelta(days=1)
_FROM, _UNTIL = time(9), time(17)  # where nobody says when
_USUAL = timedelta(hours=2)
_LONGEST_NIGHT = timedelta(hours=12)
_MORNING = 6 * 60
_YES = frozenset({"true", "wahr", "ja", "yes", "ein", "on", "x", "1"})
_NO = frozenset({"", "false", "falsch", "nein", "no", "aus", "off", "0", "-"})


@dataclass(frozen=True, slots=True)
class When:
    """The span on the wall. `whole_days`: nobody said when it begins; `open_end`: nobody said when it ends.

    `runs_on`: several days by columns of which nobody knows whether each day has these hours.
    """

    starts: datetime | None = None
    ends: datetime | None = None
    whole_days: bool = False
    open_end: bool = False
    runs_on: bool = False


def when_in(cells: Sequence[str], columns: Columns, habits: Habits) -> When:
    """The span that a row tells; UnclearError, with the cells it is about, when any part can't be read rightly."""
    try:
        return _when(cells, columns, habits)
    except UnclearError as unclear:
        unclear.said = unclear.said or " / ".join(dict.fromkeys(values_of(cells, columns, *OF_TIME)))
        raise


def _when(cells: Sequence[str], columns: Columns, habits: Habits) -> When:
    begin = _side(cells, columns, habits, (c.DAY, c.FROM, c.STARTS))
    cells, lengths = _without_lengths(cells, columns, begin.starts)
    end = _side(cells, columns, habits, (c.LAST_DAY, c.UNTIL, c.ENDS), is_day_known=begin.starts is not None)
    begin = in_half_of_end(begin, end)
    if begin.first is None:
        raise UnclearError(DateFault.NO_DAY)
    if end.midnight and end.starts is None and begin.exact:  # from a moment until a moment
        end = replace(end, starts=0, exact=True)
    if end.ends is not None or end.first != end.last:
        raise UnclearError(DateFault.TIME_UNREADABLE)
    _refuse_lengths(cells, columns, begin, end, is_end_told=bool(lengths))
    if _differ(begin.ends, end.starts):
        raise UnclearError(DateFault.TIMES_DIFFER)
    said = replace(
        begin,
        last=end.last or begin.last,
        ends=end.starts if end.starts is not None else begin.ends,
        whole_days=begin.whole_days or end.whole_days or _flag(all_of(cells, columns, c.ALL_DAY)),
    )
    runs_on = not said.whole_days and _runs_on(begin, end)
    is_last_told = end.last is not None or begin.last != begin.first
    when = _span(said, _lasting(lengths), is_last_told=is_last_told)
    return replace(when, runs_on=runs_on)


def _refuse_lengths(cells: Sequence[str], columns: Columns, begin: Said, end: Said, *, is_end_told: bool) -> None:
    """UnclearError where a time may as well be how long it lasts, of which a night would be made."""
    begin_cells = values_of(cells, columns, c.DAY, c.FROM, c.STARTS)
    if begin.ends is None:
        is_end_told = is_end_told or end.starts is not None
        refuse_length_as_begin(begin_cells, begin.starts, is_end_told=is_end_told)
    refuse_bare_night(begin_cells, begin.starts, end.starts if begin.ends is None else begin.ends)
    if end.last is None and begin.first == begin.last and end.starts is not None and end.starts < MINUTES:
        refuse_length_as_night(values_of(cells, columns, c.UNTIL, c.ENDS), begin_cells, begin.starts)


def _without_lengths(
    cells: Sequence[str], columns: Columns, begins: int | None
) -> tuple[Sequence[str], list[timedelta]]:
    """The cells without those for the end that say how long it lasts, and all that the row says of that."""
    begin_cells = values_of(cells, columns, c.DAY, c.FROM, c.STARTS)
    kept, lengths = list(cells), [each for said in lengths_of(cells, columns) if (each := lasting(said)) is not None]
    for place in (*columns.get(c.UNTIL, ()), *columns.get(c.ENDS, ())):
        length = length_as_end(cells[place] if place < len(cells) else "", begins=begins, begin_cells=begin_cells)
        if length is not None:
            kept[place], lengths = "", [*lengths, length]
    return kept, lengths


def _lasting(lengths: Sequence[timedelta]) -> timedelta | None:
    if len(set(lengths)) > 1:
        raise UnclearError(DateFault.TIMES_DIFFER)
    return next(iter(lengths), None)


def _runs_on(begin: Said, end: Said) -> bool:
    """True where hours of several days may be meant for each; UnclearError where they most likely are.

    One night is none of these: the next day, and hours that run over midnight.
    """
    last = begin.last if begin.joint else end.last
    ends = end.starts if end.starts is not None else begin.ends
    if begin.first is None or last is None or last == begin.first or begin.starts is None:
        return False
    is_night = last - begin.first == _A_DAY and ends is not None and ends < begin.starts and begin.joint != "A"
    if is_night or (begin.exact and (end.exact or (begin.ends is None and end.starts is None))):
        return False
    if begin.joint or begin.ends is not None or end.starts is None:
        raise UnclearError(DateFault.HOURS_OF_EACH_DAY)
    return begin.starts < end.starts or end.starts <= _MORNING


def _side(
    cells: Sequence[str], columns: Columns, habits: Habits, whats: Sequence[str], *, is_day_known: bool = False
) -> Said:
    """What the cells that speak of the begin, or of the end, say together."""
    together, claims = Said(), []
    for what in whats:
        for place in columns.get(what, ()):
            text = cells[place] if place < len(cells) else ""
            said = _cell(text, habits, what, is_day_known=is_day_known or together.first is not None)
            _check_weekdays(said, text)
            claims += [said.weekdays] if said.first is None else []
            together = _joined(together, said)
    for weekdays in claims:
        check_weekdays(replace(together, weekdays=weekdays))
    return together


def _check_weekdays(said: Said, text: str) -> None:
    try:
        check_weekdays(said)
    except UnclearError as unclear:
        unclear.said = text
        raise


def _cell(text: str, habits: Habits, what: str, *, is_day_known: bool) -> Said:
    try:
        said = said_in(text, habits, bare_hours=what not in {c.DAY, c.LAST_DAY})
        refuse_length_in_span(text, said.starts, said.ends)
        # Many programs write the midnight along with each day.
        is_day = what in {c.DAY, c.LAST_DAY} and said.first is not None
        is_made_up = is_day and (said.starts, said.ends) == (0, None) and is_written_along(text)
        if is_counted_midnight(text):
            return replace(said, starts=None, exact=False, midnight=not is_day)
        return replace(said, starts=None, exact=False) if is_made_up else said
    except UnclearError as unclear:
        speaks_of_time = what in {c.STARTS, c.ENDS} or (what in {c.FROM, c.UNTIL} and is_day_known)
        if unclear.fault is DateFault.DAY_UNREADABLE and speaks_of_time:
            raise UnclearError(DateFault.TIME_UNREADABLE, text) from None
        unclear.said = text
        raise


def _joined(one: Said, other: Said) -> Said:
    """Both together; UnclearError where they contradict each other."""
    if one.first and other.first and (one.first, one.last) != (other.first, other.last):
        raise UnclearError(DateFault.DAYS_DIFFER)
    if _differ(one.starts, other.starts) or _differ(one.ends, other.ends):
        raise UnclearError(DateFault.TIMES_DIFFER)
    return Said(
        one.first or other.first,
        one.last or other.last,
        one.starts if one.starts is not None else other.starts,
        one.ends if one.ends is not None else other.ends,
        whole_days=one.whole_days or other.whole_days,
        joint=one.joint or other.joint,
        exact=one.exact or other.exact,
        midnight=one.midnight or other.midnight,
        half=one.half or other.half,
    )


def _differ(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one != other


def _flag(said: str) -> bool:
    """Whether a box of a calendar program is ticked."""
    bare = tidy(said)
    if bare not in _YES | _NO:
        raise UnclearError(DateFault.TIME_UNREADABLE)
    return bare in _YES


def _span(said: Said, length: timedelta | None, *, is_last_told: bool) -> When:
    first, last = said.first, said.last
    if first is None or last is None:
        raise UnclearError(DateFault.NO_DAY)
    if said.whole_days:
        # Calendar programs let whole days end at the midnight after them.
        shown = last - timedelta(days=1) if last > first and said.ends == 0 else last
        return _checked(When(datetime.combine(first, _FROM), datetime.combine(shown, _UNTIL), whole_days=True))
    if said.starts is None:
        if said.ends is not None or length is not None:
            raise UnclearError(DateFault.NO_BEGIN)
        return _checked(When(datetime.combine(first, _FROM), datetime.combine(last, _UNTIL), whole_days=True))
    if said.starts >= MINUTES:
        raise UnclearError(DateFault.TIME_UNREADABLE)
    begins = _at(first, said.starts)
    if said.ends is not None:
        return _checked(When(begins, _end(begins, _at(last, said.ends), length, is_last_told=is_last_told)))
    if length is not None:
        return _checked(When(begins, _after(begins, length, last)))
    return _checked(When(begins, begins + _USUAL if last == first else datetime.combine(last, _UNTIL), open_end=True))


def _after(begins: datetime, length: timedelta, last: date) -> datetime:
    """The end, which lies on the last day where that is another one than the first."""
    ends = begins + length
    if last not in {begins.date(), ends.date()}:
        raise UnclearError(DateFault.TIMES_DIFFER)
    return ends


def _end(begins: datetime, ends: datetime, length: timedelta | None, *, is_last_told: bool) -> datetime:
    """The end, which lies on the next morning where a night is told by its hours alone."""
    next_day = ends + timedelta(days=1)
    at_night = ends.hour * 60 + ends.minute <= _MORNING and next_day - begins <= _LONGEST_NIGHT
    if ends <= begins and not is_last_told and at_night:
        ends = next_day
    if length is not None and begins + length != ends:
        raise UnclearError(DateFault.TIMES_DIFFER)
    return ends


def _at(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time(0)) + timedelta(minutes=minutes)


def _checked(when: When) -> When:
    if when.starts is None or when.ends is None or when.ends <= when.starts:
        raise UnclearError(DateFault.ENDS_BEFORE)
    return when
