from enum import StrEnum
from typing import NewType

CheckInId = NewType("CheckInId", str)


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
