from enum import StrEnum
from typing import NewType

RegistrationId = NewType("RegistrationId", int)
AttendeeId = NewType("AttendeeId", int)

LINK = "registration"  # purpose of the link in a confirmation mail


class RegistrationStatus(StrEnum):
    """PENDING holds a place until the address is confirmed; WAITING holds none."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


LIVE = frozenset({RegistrationStatus.PENDING, RegistrationStatus.CONFIRMED, RegistrationStatus.WAITING})
HOLDS_A_PLACE = frozenset({RegistrationStatus.PENDING, RegistrationStatus.CONFIRMED})
