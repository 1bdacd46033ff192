from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import NewType

from webapp.events.types import EventId
from webapp.tickets.types import TicketId

CheckInId = NewType("CheckInId", str)
CheckPointId = NewType("CheckPointId", int)

LONGEST_GATE = 60
LONGEST_DEVICE = 40
EVER, NEVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
EVERYWHERE = ""  # the area that all entrances of an event lead to; a room is an area of its own


class Direction(StrEnum):
    IN = "in"
    OUT = "out"
    UNDO = "undo"


class Verdict(StrEnum):
    ADMITTED = "admitted"
    ALREADY_IN = "already_in"
    LEFT = "left"
    NOT_IN = "not_in"
    CANCELLED = "cancelled"
    OTHER_EVENT = "other_event"
    NOT_YET = "not_yet"
    OVER = "over"
    UNKNOWN = "unknown"
    UNDONE = "undone"


class PointKind(StrEnum):
    """A gate leads into the event; a room (or station) counts by itself who is in it."""

    GATE = "gate"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Mark:
    """One recorded scan of a ticket, as rules see it; `at` is when it was scanned.

    `lets_in` says that staff saw a welcome (or let somebody in all the same); `undoes` names the scan taken back.
    """

    id: str
    at: datetime
    gate: str
    direction: str
    lets_in: bool = False
    undoes: str = ""


@dataclass(frozen=True, slots=True)
class ScanRecord:
    """One recorded scan with all that decides what it adds up to; `shown` is empty where staff saw our `answered`."""

    id: str
    event_id: EventId
    ticket_id: TicketId | None
    direction: str
    at: datetime
    gate: str
    area: str
    shown: str
    answered: str
    undoes: str

    @property
    def mark(self) -> Mark:
        lets_in = (self.shown or self.answered) == Verdict.ADMITTED
        return Mark(self.id, self.at, self.gate, self.direction, lets_in, self.undoes)


@dataclass(frozen=True, slots=True)
class Found:
    """What the marks say of one scan; `entry` is the entry that it met inside."""

    verdict: Verdict
    entry: Mark | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """What the marks of a ticket in one area add up to.

    `entry` holds until the next day of the event begins (`rules.entry_at`), `first` was the first that was not taken
    back, `doubles` were let in a second time.
    """

    entry: Mark | None = None
    first: Mark | None = None
    doubles: tuple[Mark, ...] = ()
    found: Mapping[str, Found] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scan:
    """What a device reports. `shown` is what it told its staff, None when it waits for our word."""

    id: str
    reference: str | None
    direction: Direction
    at: datetime
    gate: str = ""
    area: str = EVERYWHERE
    device: str = ""
    shown: Verdict | None = None
    undoes: str = ""


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
class Left:
    name: str


@dataclass(frozen=True, slots=True)
class NotIn:
    """Somebody leaves who was never seen coming; it counts as leaving."""

    name: str


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The place was given up, or there is no event to come to."""

    name: str
    event_too: bool = False


@dataclass(frozen=True, slots=True)
class OtherEvent:
    """Which event the ticket is for; whose it is stays there."""

    title: str
    starts_at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class NotYet:
    """The ticket is good, but too early; without `opens_at` nobody knows yet for when."""

    name: str
    opens_at: datetime | None


@dataclass(frozen=True, slots=True)
class Over:
    """The event is over."""

    closed_at: datetime


@dataclass(frozen=True, slots=True)
class Unknown:
    """Forged, foreign, mistyped or deleted."""


@dataclass(frozen=True, slots=True)
class Undone:
    name: str


Outcome = Admitted | AlreadyIn | Left | NotIn | Cancelled | OtherEvent | NotYet | Over | Unknown | Undone


@dataclass(frozen=True, slots=True)
class Answer:
    """What the door says to one scan, and what it says of it now that others may have come to light."""

    id: str
    verdict: Verdict
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Door:
    """What a scan needs of the event at whose door it is made; tickets open it from `opens_at` to `closes_at`.

    One without a date opens at `NEVER`. Entries made before `counts_from` belong to a day that was given up. With each
    of `days` a further day begins, on which everybody comes anew.
    """

    id: EventId
    status: str
    zone: str
    opens_at: datetime
    closes_at: datetime
    counts_from: datetime = EVER
    days: tuple[datetime, ...] = ()


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
