"""Entries of a foreign calendar as dates; whatever can't be read rightly is a fault at its entry, never a guess."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, Event

from webapp.calendar.cleaning import cleaned
from webapp.calendar.ical.faults import ONCE, REPEATING, Foreign, faults_of
from webapp.calendar.ical.lines import Block, Parts
from webapp.calendar.ical.patience import Patience, TooLongError
from webapp.calendar.rules import place_in
from webapp.calendar.types import DateFault, FoundDate
from webapp.foundation.spreadsheets import UNREADABLE

MOST_REPEATS = 60
_SHOWN = ("SUMMARY", "LOCATION", "DESCRIPTION", "STATUS")
_AHEAD = timedelta(days=2 * 366)
_A_YEAR = timedelta(days=366)
_USUAL = timedelta(hours=2)
_FROM, _UNTIL = time(9), time(17)  # what people will look at where a date has no hours
_WHOLE = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-\r\n{}\r\nEND:VCALENDAR\r\n"
# What the two libraries raise over values that nobody foresaw; BrokenCalendarProperty is an AttributeError.
_SURPRISES = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, ArithmeticError)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of the file with its place in it, and what is wrong with it before it is expanded."""

    number: int
    event: Foreign
    faults: tuple[DateFault, ...]

    @property
    def uid(self) -> str:
        return str(self.event.get("UID", ""))

    @property
    def is_exception(self) -> bool:
        return "RECURRENCE-ID" in self.event

    @property
    def repeats(self) -> bool:
        return any(name in self.event for name in REPEATING)


def dates_of(parts: Parts, *, zone: str, today: date, patience: Patience) -> Iterator[FoundDate]:
    """The dates of a file in its order. What repeats comes once for each time within two years, at most 60 times."""
    for block in parts.zones:
        _learn_zone(block, patience)
    entries = [_entry(block, number) for number, block in enumerate(parts.entries, 1)]
    number = 0
    for series in _series(entries):
        for found in _dates_of_series(series, zone, today, patience):
            number += 1
            yield cleaned(replace(found, number=number))


def _learn_zone(block: Block, patience: Patience) -> None:
    """Let the library know a zone that the file describes; one that can't be read stays unknown."""
    if not block.whole:
        return
    try:
        with patience.for_one():
            Calendar.from_ical(_WHOLE.format("\r\n".join(block.lines)))
    except (*_SURPRISES, TooLongError):
        return


def _entry(block: Block, number: int) -> _Entry:
    faults = [] if block.whole else [DateFault.DAY_UNREADABLE]
    lines = [line for name, said in block.values.items() for line in (said if name in REPEATING else said[:1])]
    for name, fault in ONCE.items():
        if len(block.values.get(name, ())) > 1:
            faults.append(fault)
    lines += block.values.get("DESCRIPTION", [])[1:]
    try:
        calendar = Calendar.from_ical(_WHOLE.format("\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])))
        (event,) = calendar.walk("VEVENT")
    except _SURPRISES:
        return _Entry(number, Event(), (*faults, DateFault.DAY_UNREADABLE))
    faults += [*faults_of(event), *([DateFault.LETTERS_UNREADABLE] if _has_lost_letters(event) else [])]
    if DateFault.NO_DAY in faults:  # what isn't there needn't be written better
        faults = [fault for fault in faults if fault is not DateFault.DAY_UNREADABLE]
    return _Entry(number, event, tuple(dict.fromkeys(faults)))


def _has_lost_letters(event: Foreign) -> bool:
    return any(UNREADABLE in _words(event, name) for name in _SHOWN)


def _series(entries: Sequence[_Entry]) -> Iterator[list[_Entry]]:
    """Each entry by itself, or with the entries that move one of its times; in the order of the file."""
    repeating = {entry.uid for entry in entries if entry.repeats and not entry.is_exception}
    moved: dict[str, list[_Entry]] = {}
    for entry in entries:
        if entry.is_exception and entry.uid in repeating:
            moved.setdefault(entry.uid, []).append(entry)
    for entry in entries:
        if not (entry.is_exception and entry.uid in repeating):
            yield [entry, *(moved.pop(entry.uid, []) if entry.repeats else [])]


def _dates_of_series(series: Sequence[_Entry], zone: str, today: date, patience: Patience) -> Iterator[FoundDate]:
    master, faults = series[0], [fault for entry in series for fault in entry.faults]
    if faults or master.is_exception or not master.repeats:
        for entry in series:
            yield _found(entry.event, entry.faults or ((DateFault.REPEATS_UNREADABLE,) if faults else ()), zone)
        return
    try:
        with patience.for_one():
            times, goes_on = _expanded(series, today)
    except (*_SURPRISES, TooLongError):
        yield _found(master.event, (DateFault.REPEATS_UNREADABLE,), zone)
        return
    for event in times:
        yield _found(event, (), zone)
    if not times:
        yield _found(master.event, (DateFault.REPEATS_OVER,), zone)
    if goes_on:
        yield _found(master.event, (DateFault.REPEATS_ON,), zone)


def _expanded(series: Sequence[_Entry], today: date) -> tuple[list[Foreign], bool]:
    """The times that lie ahead, and whether there are more than are taken over."""
    calendar = Calendar()
    for entry in series:
        calendar.add_component(_with_a_whole_last_day(entry.event))
    last = today + _AHEAD
    coming = recurring_ical_events.of(calendar).between(today, last + _A_YEAR)
    coming.sort(key=_day_of)
    times = [event for event in coming if _day_of(event) <= last][:MOST_REPEATS]
    return times, len(times) < len(coming)


def _day_of(event: Foreign) -> date:
    day = event["DTSTART"].dt
    return day.date() if isinstance(day, datetime) else day


def _with_a_whole_last_day(event: Foreign) -> Foreign:
    """A rule that ends on a day includes what takes place on that day, whatever the hour."""
    rule, starts = event.get("RRULE"), event["DTSTART"].dt
    until = rule.get("UNTIL", [None])[0] if rule else None
    if isinstance(until, date) and not isinstance(until, datetime) and isinstance(starts, datetime):
        end = datetime.combine(until, time(23, 59, 59), tzinfo=starts.tzinfo)
        rule["UNTIL"] = [end.astimezone(UTC) if starts.tzinfo else end]
    return event


def _found(event: Foreign, known: Sequence[DateFault], zone: str) -> FoundDate:
    title = " ".join(_words(event, "SUMMARY").split())
    faults = [*known, *([] if title else [DateFault.NO_TITLE])]
    span = None if known else _span(event, zone)
    if span is not None and span[1] <= span[0]:
        faults.append(DateFault.ENDS_BEFORE)
    if _words(event, "STATUS").upper() == "CANCELLED":
        faults.append(DateFault.IS_CANCELLED)
    place: Mapping[str, Any] = place_in(_words(event, "LOCATION"))
    return FoundDate(
        number=0,
        title=title,
        starts=span[0] if span and not faults else None,
        ends=span[1] if span and not faults else None,
        all_day=bool(span) and span[2] if span else False,
        text=_words(event, "DESCRIPTION"),
        faults=tuple(dict.fromkeys(faults)),
        **place,
    )


def _words(event: Foreign, name: str) -> str:
    value = event.get(name, "")
    return "\n".join(dict.fromkeys(str(each) for each in value)) if isinstance(value, list) else str(value)


def _span(event: Foreign, zone: str) -> tuple[datetime, datetime, bool]:
    """Begin and end as the clock on the wall of `zone` shows them, and whether these are whole days."""
    starts = event["DTSTART"].dt
    ends = event["DTEND"].dt if "DTEND" in event else None
    if ends is None and "DURATION" in event:
        ends = starts + event["DURATION"].dt
    if not isinstance(starts, datetime):
        # The end of whole days is the day after (RFC 5545, 3.6.1).
        last = ends - timedelta(days=1) if ends is not None and ends != starts else starts
        return datetime.combine(starts, _FROM), datetime.combine(last, _UNTIL), True
    begins = _on_the_wall(starts, zone)
    return begins, _on_the_wall(ends, zone) if ends is not None and ends != starts else begins + _USUAL, False


def _on_the_wall(moment: datetime, zone: str) -> datetime:
    return moment if moment.tzinfo is None else moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
