"""What a device sends from the door, read with care."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from webapp.checkin import rules
from webapp.checkin.errors import ScanInvalidError
from webapp.checkin.services import MOST_AT_ONCE, DeviceReport
from webapp.checkin.types import LONGEST_DEVICE, LONGEST_GATE, Direction, Scan, Verdict

_LONGEST_SHOWN = 2000
_LONGEST_ID = 36
_LONGEST_REFERENCE = 22
_LONGEST_NAME = 160
_MOST_WALK_INS = 50
_MOST_HEADS = 60
_LATEST_MOMENT = 10**14  # in milliseconds; beyond it no clock is meant
_LARGEST = 10**9

_HALVES = re.compile("[\ud800-\udfff]")
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")  # no database and no page takes these

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SentWalkIn:
    """Somebody put down at the door, or `undone`: put down by mistake. `heads` counts where nobody has a name."""

    id: str
    at: datetime
    name: str
    others: tuple[str, ...]
    heads: int
    category: str
    gate: str
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """An upload. `shown` is what was read where the device can't tell what it is; then there is one scan only.

    `refused` are the ids, as they were sent, of what can't be read and never will be.
    """

    scans: list[Scan]
    walk_ins: list[SentWalkIn]
    since: int
    report: DeviceReport
    refused: tuple[Any, ...] = ()
    shown: str = ""


@dataclass(frozen=True, slots=True)
class _Clock:
    """How to read the device's times."""

    sent_at: datetime
    received_at: datetime

    def read(self, record: Mapping[str, Any]) -> datetime:
        return rules.scanned_at(_moment(record, "at"), sent_at=self.sent_at, received_at=self.received_at)


def read_sent(body: Any, *, now: datetime) -> Sent:
    """An upload as the app sends it; ScanInvalidError for anything else.

    A fact that can't be read is named, so that the device lets go of it: its neighbours are taken all the same.
    """
    body = _record(body)
    clock = _Clock(_moment(body, "sent_at"), now)
    device = _text(body, "device", LONGEST_DEVICE)
    records = _records(body, "facts", MOST_AT_ONCE)
    refused: list[Any] = []
    read = _those_that_can_be(records, refused, lambda each: (_scan(each, clock, device), _shown(each)))
    if len(read) > 1 and any(shown for _, shown in read):
        raise ScanInvalidError
    walk_ins = _those_that_can_be(
        _records(body, "walk_ins", _MOST_WALK_INS), refused, lambda each: _walk_in(each, clock)
    )
    report = _report(body, device, now)
    return Sent(
        [scan for scan, _ in read],
        walk_ins,
        _number(body, "since", highest=_LATEST_MOMENT),
        report,
        tuple(refused),
        read[0][1] if read else "",
    )


def _those_that_can_be(records: list[Any], refused: list[Any], read: Callable[[Mapping[str, Any]], T]) -> list[T]:
    found: list[T] = []
    for each in records:
        try:
            found.append(read(_record(each)))
        except (ScanInvalidError, OverflowError):
            refused.append(each.get("id") if isinstance(each, dict) else None)
    return found


def _shown(record: Mapping[str, Any]) -> str:
    return _text(record, "shown", _LONGEST_SHOWN)


def _scan(record: Mapping[str, Any], clock: _Clock, device: str) -> Scan:
    undoes = _text(record, "undoes", _LONGEST_ID)
    direction = _one_of(Direction, record, "direction", Direction.IN)
    shown = _text(record, "verdict", 12)
    if bool(undoes) != (direction is Direction.UNDO) or (undoes and not rules.is_scan_id(undoes)):
        raise ScanInvalidError
    return Scan(
        id=_id(record),
        reference=_text(record, "ticket", _LONGEST_REFERENCE) or None,
        direction=direction,
        at=clock.read(record),
        gate=_said(record, "gate", LONGEST_GATE),
        area=_text(record, "area", _LONGEST_REFERENCE),
        device=device,
        shown=_one_of(Verdict, record, "verdict", Verdict.UNKNOWN) if shown else None,
        undoes=undoes,
    )


def _walk_in(record: Mapping[str, Any], clock: _Clock) -> SentWalkIn:
    others = record.get("others", [])
    if not isinstance(others, list) or len(others) >= _MOST_HEADS:
        raise ScanInvalidError
    return SentWalkIn(
        id=_id(record),
        at=clock.read(record),
        name=_said(record, "name", _LONGEST_NAME),
        others=tuple(_said({"name": each}, "name", _LONGEST_NAME) for each in others),
        heads=min(max(_number(record, "heads"), 1), _MOST_HEADS),
        category=_text(record, "category", _LONGEST_REFERENCE),
        gate=_said(record, "gate", LONGEST_GATE),
        undone=record.get("undone") is True,
    )


def _report(body: Mapping[str, Any], device: str, now: datetime) -> DeviceReport:
    battery = body.get("battery")
    listed = _number(body, "list_age") if body.get("list_age") is not None else None
    return DeviceReport(
        id=device,
        name=_said(body, "name", LONGEST_GATE),
        waiting=_number(body, "waiting"),
        battery=min(_number(body, "battery"), 100) if battery is not None else None,
        off_ms=_number(body, "off", lowest=-_LARGEST),
        list_at=datetime.fromtimestamp(now.timestamp() - listed, UTC) if listed is not None else None,
    )


def _id(record: Mapping[str, Any]) -> str:
    found = _text(record, "id", _LONGEST_ID)
    if not rules.is_scan_id(found):
        raise ScanInvalidError
    return found


def _record(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ScanInvalidError
    return value


def _records(body: Mapping[str, Any], name: str, most: int) -> list[Any]:
    found = body.get(name, [])
    if not isinstance(found, list) or len(found) > most:
        raise ScanInvalidError
    return found


def _text(record: Mapping[str, Any], name: str, longest: int) -> str:
    value = record.get(name, "")
    if not isinstance(value, str) or len(value) > longest or _UNWRITABLE.search(value):
        raise ScanInvalidError
    return value


def _said(record: Mapping[str, Any], name: str, longest: int) -> str:
    """Text for people to read. An emoji cut in half by the device is no reason to forget who came."""
    value = record.get(name, "")
    return _text({name: _HALVES.sub("\ufffd", value) if isinstance(value, str) else value}, name, longest)


def _one_of(kind: Callable[[str], T], record: Mapping[str, Any], name: str, otherwise: T) -> T:
    value = record.get(name, otherwise)
    try:
        return kind(value)
    except (ValueError, TypeError):
        raise ScanInvalidError from None


def _number(record: Mapping[str, Any], name: str, *, lowest: int = 0, highest: int = _LARGEST) -> int:
    value = record.get(name, 0)
    if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
        raise ScanInvalidError
    return value


def _moment(record: Mapping[str, Any], name: str) -> datetime:
    value = record.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < _LATEST_MOMENT:
        raise ScanInvalidError
    return datetime.fromtimestamp(value / 1000, UTC)
