"""What takes a date out of a series or moves it: each must mean a date that the series has."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar
from icalendar.prop import vDDDLists, vDDDTypes

from webapp.calendar.ical.faults import Foreign, moments_in
from webapp.calendar.statuses import faults_of_status
from webapp.calendar.types import DateFault

_Moment: TypeAlias = Any  # a day or a moment
_DAY = timedelta(days=1)


def day_of(moment: _Moment) -> date:
    """The day, whatever the hour."""
    return moment.date() if isinstance(moment, datetime) else moment


def _names(start: _Moment) -> set[_Moment]:
    is_exact = isinstance(start, datetime) and start.tzinfo is not None
    return {start.replace(tzinfo=None), start.astimezone(UTC).replace(tzinfo=None)} if is_exact else {start}


def _is_cancelled(event: Foreign) -> bool:
    return DateFault.IS_CANCELLED in faults_of_status(str(event.get("STATUS", "")))


class Exceptions:
    """Those of one series between today and a last day; what lies outside changes no date that is taken over."""

    def __init__(self, master: Foreign, moved: Sequence[Foreign], *, zone: str, today: date, last: date) -> None:
        self._master, self._moved, self._zone = master, moved, zone
        self._today, self._last = today, last
        self._taken: set[_Moment] = set()
        bare = master.copy()
        bare.pop("EXDATE", None)
        calendar = Calendar()
        calendar.add_component(bare)
        self._dates = recurring_ical_events.of(calendar)
        self._starts = self._between(today - 2 * _DAY, last)
        self._by_day: dict[int, list[_Moment]] = {}
        for start in self._starts:
            self._by_day.setdefault(day_of(start).toordinal(), []).append(start)

    def settled(self) -> list[Foreign] | None:
        """The entries of the series, each exception naming the very date that it means; None when one means none."""
        taken_out = self._taken_out()
        moved = self._moved_dates()
        if taken_out is None or moved is None or self._hides_more([*taken_out, *self._taken]):
            return None
        if any(each["RECURRENCE-ID"].dt in taken_out and not _is_cancelled(each) for each in moved):
            return None  # taken out or moved: it can't be both
        self._master.pop("EXDATE", None)
        if taken_out:
            self._master["EXDATE"] = vDDDLists(taken_out)
        return [self._master, *moved]

    def _hides_more(self, meant: Sequence[_Moment]) -> bool:
        """True where the library would take a second date of the same day along: it compares world time with local."""
        names = {name for each in meant for name in _names(each)}
        known = set(meant)
        return any(names & _names(start) for start in self._starts if start not in known)

    def _taken_out(self) -> list[_Moment] | None:
        found: list[_Moment] = []
        for said in moments_in(self._master, "EXDATE"):
            meant = [start for start in self._near(day_of(said)) if self._means(said, start, is_day_enough=True)]
            if not meant and self._would_matter(day_of(said)):
                return None
            found += meant
        return found

    def _would_matter(self, day: date) -> bool:
        """Programs keep exceptions from before and after when a series is shortened; these cancel nothing."""
        first = max(self._today, day_of(self._master["DTSTART"].dt) - _DAY)
        final = max(map(day_of, self._starts), default=self._today) + _DAY
        return first <= day <= final

    def _moved_dates(self) -> list[Foreign] | None:
        found: list[Foreign] = []
        for event in self._moved:
            said = event["RECURRENCE-ID"]
            if self._is_past(event):
                continue
            start = self._start_meant(said.dt)
            if start is None or start in self._taken:
                return None
            self._taken.add(start)
            event["RECURRENCE-ID"] = vDDDTypes(start)
            event["RECURRENCE-ID"].params.update({name: said.params[name] for name in said.params if name == "RANGE"})
            found.append(event)
        return found

    def _is_past(self, event: Foreign) -> bool:
        """True for a date that was over and still is; one that moves what follows as well never is."""
        ends = event["DTEND"].dt if "DTEND" in event else event["DTSTART"].dt
        days = (event["RECURRENCE-ID"].dt, event["DTSTART"].dt, ends)
        return all(day_of(each) < self._today - _DAY for each in days) and "RANGE" not in event["RECURRENCE-ID"].params

    def _start_meant(self, said: _Moment) -> _Moment | None:
        day = day_of(said)
        is_known = self._today <= day < self._last - _DAY
        near = self._near(day) if is_known else self._between(day - 2 * _DAY, day + 2 * _DAY)
        return next((start for start in near if self._means(said, start, is_day_enough=False)), None)

    def _near(self, day: date) -> list[_Moment]:
        """The dates of this day and those beside it: another zone may be on another day."""
        return [start for at in (-1, 0, 1) for start in self._by_day.get(day.toordinal() + at, ())]

    def _between(self, first: date, last: date) -> list[_Moment]:
        return [event["DTSTART"].dt for event in self._dates.between(first, last)]

    def _means(self, said: _Moment, start: _Moment, *, is_day_enough: bool) -> bool:
        if not isinstance(said, datetime):
            return said == day_of(start) and (is_day_enough or not isinstance(start, datetime))
        if not isinstance(start, datetime):
            return datetime.combine(start, time(0)) in self._walls(said)
        if said.tzinfo is None:
            return said == start.replace(tzinfo=None)
        known = start if start.tzinfo else start.replace(tzinfo=ZoneInfo(self._zone))
        return said.astimezone(UTC) == known.astimezone(UTC)

    def _walls(self, said: datetime) -> Iterator[datetime]:
        """A midnight may be meant as its own zone shows it, or as people here see it."""
        yield said.replace(tzinfo=None)
        if said.tzinfo is not None:
            yield said.astimezone(ZoneInfo(self._zone)).replace(tzinfo=None)
