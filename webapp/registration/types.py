from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

RegistrationId = NewType("RegistrationId", int)
AttendeeId = NewType("AttendeeId", int)

LINK = "registration"  # purpose of the link in a confirmation mail
PRIVACY = "privacy"  # key of the text about personal data that everybody who registers is shown

LONGEST_NAME = 160
LONGEST_ORGANISATION = 200


class RegistrationStatus(StrEnum):
    """PENDING holds a place until the address is confirmed; WAITING holds none."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


LIVE = frozenset({RegistrationStatus.PENDING, RegistrationStatus.CONFIRMED, RegistrationStatus.WAITING})
HOLDS_A_PLACE = frozenset({RegistrationStatus.PENDING, RegistrationStatus.CONFIRMED})


class Door(StrEnum):
    """Whether people may register for an event now and, if not, why."""

    OPEN = "open"
    NOT_NEEDED = "not_needed"
    CLOSED = "closed"
    PAST = "past"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"


class Problem(StrEnum):
    """What keeps a field of the form from being taken."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    NO_ADDRESS = "no_address"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What whoever sends the form is told, alike for a new and for a known address.

    A `position` of 0 means that a place is held until `until`, else it is the rank on the waiting list.
    """

    until: datetime
    position: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many heads of an event stand where."""

    pending: int = 0
    confirmed: int = 0
    waiting: int = 0
    cancelled: int = 0
    expired: int = 0
