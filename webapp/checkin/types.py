from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from webapp.events.types import EventId

CheckInId = NewType("CheckInId", str)

LONGEST_GATE = 60
LONGEST_DEVICE = 40


class Direction(StrEnum):
    IN = "in"
    OUT = "out"
    UNDO = "undo"


class Verdict(StrEnum):
    ADMITTED = "admitted"
    ALREADY_IN = "already_in"
    CANCELLED = "cancelled"
    OTHER_EVENT = "other_event"
    UNKNOWN = "unknown"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Mark:
    """One recorded scan of a ticket, as rules see it; `at` is when it was scanned."""

    id: str
    at: datetime
    gate: str
    direction: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are inside and how many tickets open the door."""

    present: int
    expected: int


@dataclass(frozen=True, slots=True)
class Admitted:
    name: str


@dataclass(frozen=True, slots=True)
class AlreadyIn:
    """`since` and `gate` tell of the entry that holds."""

    name: str
    since: datetime
    gate: str


@dataclass(frozen=True, slots=True)
class Cancelled:
    name: str


@dataclass(frozen=True, slots=True)
class OtherEvent:
    """Which event the ticket is for; whose it is stays there."""

    title: str
    starts_at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Forged, foreign, mistyped or deleted."""


@dataclass(frozen=True, slots=True)
class Undone:
    name: str


@dataclass(frozen=True, slots=True)
class Door:
    """What a scan needs of the event at whose door it is made."""

    id: EventId
    status: str
    zone: str


Outcome = Admitted | AlreadyIn | Cancelled | OtherEvent | Unknown | Undone


@dataclass(frozen=True, slots=True)
class ByPayload:
    """A QR code was read."""

    payload: str


@dataclass(frozen=True, slots=True)
class ByCode:
    """A code was typed."""

    code: str


@dataclass(frozen=True, slots=True)
class ByNothing:
    """Neither a ticket's address nor a code: some other QR code, or a slip of the finger."""


Shown = ByPayload | ByCode | ByNothing
