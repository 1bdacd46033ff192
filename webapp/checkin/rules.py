"""Who may come in, decided without a database."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from webapp.checkin.types import ByCode, ByNothing, ByPayload, Direction, Mark, Shown, Verdict
from webapp.foundation import tokens
from webapp.tickets.types import TicketState

_CODE_LENGTH = 8
_LONGEST_TYPED = 40
_SCAN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# What follows /t/ in an address, up to the end of that part; a picture's or document's ending does not belong to it.
_ADDRESS = re.compile(r"https?://[^/]+/t/([\w-]+)", re.ASCII)
_PAYLOAD = re.compile(r"[\w-]{60,}", re.ASCII)
_OLDEST = timedelta(days=7)
_COMES_IN = {Verdict.ADMITTED, Verdict.ALREADY_IN}
_NO_ENTRY = {TicketState.CANCELLED, TicketState.EVENT_CANCELLED}


def verdict(state: TicketState | None, *, is_here: bool, is_in: bool) -> Verdict:
    """What the door says to a ticket: None is no ticket at all, `is_here` says that it is for this event."""
    if state is None:
        return Verdict.UNKNOWN
    if not is_here:
        return Verdict.OTHER_EVENT
    if state in _NO_ENTRY:
        return Verdict.CANCELLED
    return Verdict.ALREADY_IN if is_in else Verdict.ADMITTED


def visit(marks: Iterable[Mark]) -> list[Mark]:
    """The scans of the visit that lasts, its entry first; none for somebody outside. The marks come in any order."""
    inside: list[Mark] = []
    for mark in sorted(marks, key=_order):
        if mark.direction != Direction.IN:
            inside = []
        elif mark.verdict in _COMES_IN:
            inside.append(mark)
    return inside


def _order(mark: Mark) -> tuple[datetime, bool, bool, str]:
    """In the same moment an entry came before its undoing, and the one that was let in before whoever was in."""
    return mark.at, mark.direction != Direction.IN, mark.verdict != Verdict.ADMITTED, mark.id


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


def scanned_at(age_seconds: float, *, received_at: datetime) -> datetime:
    """When a scan of this age was made. A device tells an age and no time, because its clock may be wrong."""
    return received_at - min(max(timedelta(seconds=age_seconds), timedelta(0)), _OLDEST)
