"""Who may come in, decided without a database. `assets/checkin/_rules.js` decides the same without a network."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from webapp.checkin.types import (
    EVER,
    NEVER,
    ByCode,
    ByNothing,
    ByPayload,
    Direction,
    Found,
    Mark,
    Shown,
    Verdict,
    Visit,
)
from webapp.events.days import day_began
from webapp.events.types import EventStatus
from webapp.foundation import tokens
from webapp.tickets.types import TicketState

_CODE_LENGTH = 8
_LONGEST_TYPED = 40
_SCAN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# What follows /t/ in an address, up to the end of that part; a picture's or document's ending does not belong to it.
_ADDRESS = re.compile(r"https?://[^/]+/t/([\w-]+)", re.ASCII)
_PAYLOAD = re.compile(r"[\w-]{60,}", re.ASCII)
_NO_ENTRY = {TicketState.CANCELLED, TicketState.EVENT_CANCELLED}
# Before the doors there is somebody who helps to set up; after them the last ones go home.
_EARLIEST = timedelta(hours=6)
_AFTERWARDS = timedelta(hours=24)
_OLDEST = timedelta(days=7)
_TRUSTED = timedelta(seconds=60)


def opens_at(starts_at: datetime, zone: str) -> datetime:
    """From when on tickets open the door: the first day of the event, and six hours before it at the latest."""
    place = ZoneInfo(zone)
    midnight = datetime.combine(starts_at.astimezone(place).date(), time(), place)
    return min(midnight.astimezone(starts_at.tzinfo), starts_at - _EARLIEST)


def closes_at(ends_at: datetime) -> datetime:
    """Until when the door is kept, and with it what devices know of people."""
    return ends_at + _AFTERWARDS


def given_up_until(ends_at: datetime, *, now: datetime) -> datetime:
    """Up to when entries belong to a day that is given up at `now`.

    Devices without a network go on letting in on it; nobody does so once its doors are closed.
    """
    return max(now, closes_at(ends_at))


def has_date(status: str, given_up: datetime | None, *, closes: datetime) -> bool:
    """False for an event that was taken off its date, also when it was cancelled after that."""
    if status == EventStatus.POSTPONED:
        return False
    return status != EventStatus.CANCELLED or given_up is None or given_up < closes


def counts_from(given_up: datetime | None, *, opens: datetime, has_date: bool) -> datetime:
    """From when on entries count, after a day was given up: the next one's count, and nobody is in without a date."""
    if given_up is None:
        return EVER
    return min(given_up, opens) if has_date else NEVER


def refusal(
    state: TicketState | None, *, is_here: bool, at: datetime, opens: datetime, closes: datetime
) -> Verdict | None:
    """Why a ticket scanned at `at` opens no door, None when it does.

    `state` None is no ticket at all, `is_here` says that it is for this event.
    """
    if state is None:
        return Verdict.UNKNOWN
    if not is_here:
        return Verdict.OTHER_EVENT
    if state in _NO_ENTRY:
        return Verdict.CANCELLED
    if at < opens:
        return Verdict.NOT_YET
    return Verdict.OVER if at >= closes else None


def merge(marks: Iterable[Mark], *, since: datetime = EVER, days: Sequence[datetime] = ()) -> Visit:
    """What the marks of a ticket in one area add up to, in whatever order they were reported.

    A scan taken back has never been. Of two entries of a day the earlier one holds, the later one is a double. A scan
    that let nobody in changes nothing. Whoever leaves without having been seen has left all the same. With each of
    `days` everybody has gone and comes anew. What was seen earlier than `since` belongs to a day that was given up.
    """
    marks = sorted(marks, key=_order)
    undone = {mark.undoes for mark in marks if mark.direction == Direction.UNDO}
    gone = {mark.id for mark in marks if mark.direction == Direction.UNDO or mark.id in undone}
    found = {each: Found(Verdict.UNDONE) for each in gone}
    entry = first = None
    doubles: list[Mark] = []
    for mark in (each for each in marks if each.id not in gone and each.at >= since):
        entry = _held(entry, days, mark.at)
        if mark.direction == Direction.OUT:
            found[mark.id] = Found(Verdict.LEFT if entry else Verdict.NOT_IN)
            entry = None
        elif entry is not None:
            found[mark.id] = Found(Verdict.ALREADY_IN, entry)
            doubles += [mark] if mark.lets_in else []
        elif mark.lets_in:
            found[mark.id] = Found(Verdict.ADMITTED)
            entry, first = mark, first or mark
    return Visit(entry, first, tuple(doubles), found)


def is_taken_back(marks: Iterable[Mark]) -> bool:
    """True when somebody was let in by mistake only: each entry, of whatever day, was taken back."""
    marks = list(marks)
    entries = {mark.id for mark in marks if mark.direction == Direction.IN and mark.lets_in}
    return bool(entries) and entries <= {mark.undoes for mark in marks}


def entry_at(visit: Visit, days: Sequence[datetime], at: datetime) -> Mark | None:
    """The entry by which somebody is inside at `at`: one of the same day."""
    return _held(visit.entry, days, at)


def _held(entry: Mark | None, days: Sequence[datetime], at: datetime) -> Mark | None:
    return entry if entry is not None and entry.at >= day_began(days, at) else None


def _order(mark: Mark) -> tuple[datetime, bool, str]:
    """In the same moment somebody left before somebody came."""
    return mark.at, mark.direction == Direction.IN, mark.id


def what_is_shown(text: str) -> Shown:
    """What somebody held before the camera or typed in."""
    text = text.strip()
    address = _ADDRESS.match(text)
    if address:
        return ByPayload(address[1])
    if _PAYLOAD.fullmatch(text):
        return ByPayload(text)
    code = tokens.read_spoken_code(text) if len(text) <= _LONGEST_TYPED else ""
    return ByCode(code) if len(code) == _CODE_LENGTH else ByNothing()


def is_scan_id(text: str) -> bool:
    """True for an id as devices make them: a UUID in small letters."""
    return _SCAN_ID.fullmatch(text) is not None


def scanned_at(told: datetime, *, sent_at: datetime, received_at: datetime) -> datetime:
    """When a scan was made. A device tells its time as it has learned it from us; `sent_at` is what it takes for now.

    A clock that is off by no more than a minute is trusted, so that a scan has one time whenever it is sent. One that
    was put right (or wrong) since then is off by as much for the scan. Nothing was scanned in the future or long ago.
    """
    off = received_at - sent_at
    ago = sent_at - told
    if abs(off) > _TRUSTED:
        told = received_at - min(max(ago, timedelta(0)), _OLDEST)
    return max(min(told, received_at), received_at - _OLDEST)
