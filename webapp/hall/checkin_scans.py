"""What a device sends from the door, read with care."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webapp.accounts import access
from webapp.checkin import reading, rules, services
from webapp.checkin.errors import ScanInvalidError
from webapp.checkin.types import LONGEST_DEVICE, LONGEST_GATE, Door, Outcome
from webapp.events.models import Event
from webapp.foundation import transaction

_LONGEST_SHOWN = 2000
_MILLISECONDS = 1000
_LATEST_MOMENT = 10**14  # in milliseconds; beyond it no clock is meant


@dataclass(frozen=True, slots=True)
class Sent:
    """A scan (`shown`) or the undoing of one (`undo`), with the id that the device has given to it."""

    id: str
    shown: str = ""
    undo: str = ""
    gate: str = ""
    device: str = ""
    age_seconds: float = 0


def read_sent(body: Any) -> Sent:
    """A scan as the page's script sends it; ScanInvalidError for anything else."""
    if not isinstance(body, dict):
        raise ScanInvalidError
    scanned, sent = _moment(body, "scanned_at"), _moment(body, "sent_at")
    return Sent(
        id=_text(body, "id", 36),
        shown=_text(body, "shown", _LONGEST_SHOWN),
        undo=_text(body, "undo", 36),
        gate=_text(body, "gate", LONGEST_GATE),
        device=_text(body, "device", LONGEST_DEVICE),
        age_seconds=(sent - scanned) / _MILLISECONDS,
    )


def record(event: Event | Door, sent: Sent, *, now: datetime) -> Outcome:
    """Record what was sent and say what the door answers."""
    with transaction.reading_first():
        reference = None if sent.undo else reading.find_reference(event.id, sent.shown)
    if sent.undo:
        return services.undo_scan(
            event=event,
            undone_id=sent.undo,
            gate=sent.gate,
            device=sent.device,
            scan_id=sent.id,
            actor=access.actor(),
            now=now,
        )
    return services.record_scan(
        event=event,
        reference=reference,
        gate=sent.gate,
        device=sent.device,
        scan_id=sent.id,
        scanned_at=rules.scanned_at(sent.age_seconds, received_at=now),
        actor=access.actor(),
        now=now,
    )


def _text(body: dict[str, Any], name: str, longest: int) -> str:
    value = body.get(name, "")
    if not isinstance(value, str) or len(value) > longest or "\x00" in value:
        raise ScanInvalidError
    return value


def _moment(body: dict[str, Any], name: str) -> int:
    value = body.get(name, 0)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < _LATEST_MOMENT:
        raise ScanInvalidError
    return value
