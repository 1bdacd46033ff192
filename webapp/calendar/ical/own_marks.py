"""Whose an entry is and how sure: what people mark in their own calendars before they export them."""

from webapp.calendar.ical.faults import Foreign
from webapp.calendar.types import DateHint

_OPEN = frozenset({"", "PUBLIC"})
_OF_BUSY = {
    "FREE": DateHint.FREE,
    "TENTATIVE": DateHint.TENTATIVE,
    "OOF": DateHint.AWAY,
    "WORKINGELSEWHERE": DateHint.AWAY,
}


def hints_of_marks(event: Foreign) -> list[DateHint]:
    """Why somebody should look at an entry: private, not yet sure, free time, or out of the office.

    A class that nobody knows is private (RFC 5545, 3.8.1.3).
    """
    hints = [] if _said(event, "CLASS") in _OPEN else [DateHint.PRIVATE]
    busy = _OF_BUSY.get(_said(event, "X-MICROSOFT-CDO-BUSYSTATUS") or _said(event, "X-MICROSOFT-CDO-INTENDEDSTATUS"))
    is_free = _said(event, "TRANSP") == "TRANSPARENT" and busy is None
    return [*hints, *([busy] if busy else []), *([DateHint.FREE] if is_free else [])]


def _said(event: Foreign, name: str) -> str:
    return str(event.get(name, "")).strip().upper()
