"""Entries of a foreign calendar as dates; whatever can't be read rightly is a fault at its entry, never a guess."""

import re
import warnings
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from icalendar import Calendar, Event
from icalendar.error import GloballyUniqueTZIDGuessed

from webapp.calendar.cleaning import cleaned
from webapp.calendar.ical.expanding import expanded
from webapp.calendar.ical.faults import ONCE, REPEATING, Foreign, faults_of, is_near, moments_in
from webapp.calendar.ical.lines import JOINING, Block, Parts
from webapp.calendar.ical.outlook_zones import with_known_zone
from webapp.calendar.ical.own_marks import hints_of_marks
from webapp.calendar.ical.patience import Patience, TooLongError
from webapp.calendar.ical.spans import LASTS, on_the_wall, span_of
from webapp.calendar.ical.versions import TELLING, Version, newest, version_of
from webapp.calendar.ical.whole_days import mark_whole_days
from webapp.calendar.joining import links_in
from webapp.calendar.online import where_in
from webapp.calendar.plain import plain_letters, plain_text
from webapp.calendar.rules import place_in
from webapp.calendar.statuses import faults_of_status, hints_of_status
from webapp.calendar.titles import faults_of_title, hints_of_remarks, hints_of_title
from webapp.calendar.types import DateFault, FoundDate
from webapp.foundation.spreadsheets import UNREADABLE
from webapp.foundation.spreadsheets.headings import quoted

_SHOWN = ("SUMMARY", "LOCATION", "DESCRIPTION", "STATUS")
_JOIN = "X-JOIN"  # the links of all properties that stand for joining
_WITH_ZONES = frozenset({"DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE"})
_WHOLE = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-\r\n{}\r\nEND:VCALENDAR\r\n"
_ZONE_RULE = re.compile(r"(?:BEGIN|END|DTSTART|TZOFFSETFROM|TZOFFSETTO|RRULE|RDATE)\b", re.IGNORECASE)
# What the two libraries raise over values that nobody foresaw; BrokenCalendarProperty is an AttributeError.
_SURPRISES = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, ArithmeticError, OSError)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of the file with its place in it, and what is wrong with it before it is expanded."""

    number: int
    event: Foreign
    faults: tuple[DateFault, ...]
    version: Version

    @property
    def uid(self) -> str:
        return str(self.event.get("UID", ""))

    @property
    def is_exception(self) -> bool:
        return "RECURRENCE-ID" in self.event

    @property
    def key(self) -> tuple[str, str] | None:
        """What all versions of it have in common; None where nobody can tell."""
        if not self.uid:
            return None
        value = self.event.get("RECURRENCE-ID", "")
        said = value if isinstance(value, str) else value.dt
        if isinstance(said, datetime) and said.tzinfo is not None and is_near(said):
            said = said.astimezone(UTC)
        return self.uid, str(said)

    @property
    def repeats(self) -> bool:
        return any(name in self.event for name in REPEATING)


def dates_of(parts: Parts, *, zone: str, today: date, patience: Patience) -> Iterator[FoundDate]:
    """The dates of a file in its order. What repeats comes once for each time within two years, at most 60 times."""
    zones = _without_conflicts(parts.zones)
    for block in zones:
        _learn_zone(block, patience)
    described = set(map(_name_of_zone, zones))
    for block in parts.entries:
        for name in _WITH_ZONES & block.values.keys():
            block.values[name] = [with_known_zone(line, described) for line in block.values[name]]
    entries = _newest([_entry(block, number, zone) for number, block in enumerate(parts.entries, 1)])
    entries = _without_replaced(entries, zone)
    number = 0
    for series in _series(entries):
        for found in _dates_of_series(series, zone, today, patience):
            number += 1
            yield cleaned(replace(found, number=number))


def _without_conflicts(zones: Sequence[Block]) -> list[Block]:
    """The zones of the file but for those of one name that say different things: nobody knows which one is meant."""
    rules: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    whole = [block for block in zones if block.whole]
    for block in whole:
        rules[_name_of_zone(block)].add(tuple(filter(_ZONE_RULE.match, block.lines)))
    return [block for block in whole if len(rules[_name_of_zone(block)]) == 1]


def _name_of_zone(block: Block) -> str:
    names = (line.partition(":")[2] for line in block.lines if line.upper().startswith("TZID"))
    return next(names, "").replace("\\", "").strip(' "')


def _learn_zone(block: Block, patience: Patience) -> None:
    """Let the library know a zone that the file describes; one that can't be read stays unknown."""
    if not block.whole:
        return
    try:
        with patience.for_one():
            Calendar.from_ical(_WHOLE.format("\r\n".join(block.lines)))
    except (*_SURPRISES, TooLongError):
        return


def _entry(block: Block, number: int, zone: str) -> _Entry:
    faults = [] if block.whole else [DateFault.DAY_UNREADABLE]
    faults += [fault for name, fault in ONCE.items() if len(block.values.get(name, ())) > 1]
    event = _parsed(block)
    if isinstance(event, DateFault):
        return _Entry(number, Event(), (*faults, event), version_of(block))
    if not any(isinstance(each, tuple) for each in moments_in(event, "RDATE")):  # which say themselves how long
        event[LASTS] = block.values.get("DURATION", [""])[0].rpartition(":")[2]
    event[_JOIN] = " ".join(links_in(" ".join(line for name in JOINING for line in block.values.get(name, ()))))
    mark_whole_days(event, zone)
    faults += faults_of(event)
    if "RECURRENCE-ID" not in event:  # a moved date with lost letters leaves its series as it is
        faults += _faults_of_letters(event)
    if DateFault.NO_DAY in faults:  # what isn't there needn't be written better
        faults = [fault for fault in faults if fault is not DateFault.DAY_UNREADABLE]
    return _Entry(number, event, tuple(dict.fromkeys(faults)), version_of(block))


def _parsed(block: Block) -> Foreign | DateFault:
    told = {name: said for name, said in block.values.items() if name not in {*TELLING, *JOINING}}
    lines = [line for name, said in told.items() for line in (said if name in REPEATING else said[:1])]
    lines += block.values.get("DESCRIPTION", [])[1:]
    try:
        with warnings.catch_warnings():
            # Evolution puts its own address before the names of zones.
            warnings.simplefilter("ignore", GloballyUniqueTZIDGuessed)
            calendar = Calendar.from_ical(_WHOLE.format("\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])))
        (event,) = calendar.walk("VEVENT")
    except OSError:  # a zone is looked for by its name as a file: „Europe“ is a folder
        return DateFault.ZONE_UNKNOWN
    except _SURPRISES:
        return DateFault.DAY_UNREADABLE
    return event


def _newest(entries: Sequence[_Entry]) -> list[_Entry]:
    """The entries without older versions of them; where nothing tells which is older, each is named."""
    same: dict[object, list[_Entry]] = {}
    for entry in entries:
        same.setdefault(entry.key or entry.number, []).append(entry)
    kept: dict[int, _Entry] = {}
    for versions in same.values():
        last = [versions[place] for place in newest([each.version for each in versions])]
        more = (DateFault.VERSIONS_DIFFER,) if len(last) > 1 else ()
        kept |= {each.number: replace(each, faults=(*each.faults, *more)) for each in last}
    return [kept[number] for number in sorted(kept)]


def _without_replaced(entries: Sequence[_Entry], zone: str) -> list[_Entry]:
    """The entries without those whose only date another one moves."""
    moved = {(entry.uid, said) for entry in entries for said in _moments(entry, "RECURRENCE-ID", zone)}
    return [
        entry
        for entry in entries
        if entry.is_exception
        or entry.repeats
        or not any((entry.uid, said) in moved for said in _moments(entry, "DTSTART", zone))
    ]


def _moments(entry: _Entry, name: str, zone: str) -> list[object]:
    moments = moments_in(entry.event, name) if entry.uid and name in entry.event else []
    return [on_the_wall(each, zone) if isinstance(each, datetime) else each for each in moments if is_near(each)]


def _faults_of_letters(event: Foreign) -> list[DateFault]:
    return [DateFault.LETTERS_UNREADABLE] if any(UNREADABLE in _words(event, name) for name in _SHOWN) else []


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
    expansion = _expansion(series, zone, today, patience)
    if isinstance(expansion, DateFault):
        for entry in series:
            yield _found(entry.event, (expansion,), zone)
        return
    times, goes_on = expansion
    for event in times:
        yield _found(event, (), zone)
    if not times and not goes_on:
        yield _found(master.event, (DateFault.REPEATS_OVER,), zone)
    if goes_on:
        yield _found(master.event, (DateFault.REPEATS_ON,), zone)


def _expansion(
    series: Sequence[_Entry], zone: str, today: date, patience: Patience
) -> tuple[list[Foreign], bool] | DateFault:
    try:
        with patience.for_one():
            return expanded([entry.event for entry in series], zone=zone, today=today)
    except (*_SURPRISES, TooLongError):
        return DateFault.REPEATS_UNREADABLE


def _found(event: Foreign, known: Sequence[DateFault], zone: str) -> FoundDate:
    title = " ".join(plain_letters(_words(event, "SUMMARY")).split())
    faults = [*known, *([] if title else [DateFault.NO_TITLE])]
    span = None if known else span_of(event, zone)
    if span is not None and not span.is_forward(zone):
        faults.append(DateFault.ENDS_BEFORE)
    faults += [*_faults_of_letters(event), *faults_of_status(_words(event, "STATUS"))]
    faults += faults_of_title(title)
    said, text = plain_letters(_words(event, "LOCATION")), plain_text(_words(event, "DESCRIPTION"))
    where = where_in(said, _words(event, _JOIN).split(), text)
    place: Mapping[str, Any] = place_in(where.place)
    hints = [*hints_of_title(title), *hints_of_remarks([place["place"], text]), *where.told(text)]
    hints += [*hints_of_status(_words(event, "STATUS")), *hints_of_marks(event)]
    return FoundDate(
        number=0,
        title=title,
        starts=span.starts if span and not faults else None,
        ends=span.ends if span and not faults else None,
        all_day=bool(span and span.whole_days),
        open_end=bool(span and span.open_end),
        text=text,
        faults=tuple(dict.fromkeys(faults)),
        hints=tuple(dict.fromkeys(hints)),
        quotes=dict.fromkeys(where.hints, quoted(said)) if said else {},
        online=where.online,
        **place,
    )


def _words(event: Foreign, name: str) -> str:
    value = event.get(name, "")
    return "\n".join(dict.fromkeys(str(each) for each in value)) if isinstance(value, list) else str(value)
