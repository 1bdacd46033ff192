from enum import StrEnum
from typing import NewType

TenderId = NewType("TenderId", int)

LONGEST_TITLE = 200
LONGEST_PLACE = 120
LONGEST_LINK = 500


class TenderStatus(StrEnum):
    """Where a tender stands, in the words of the Open Contracting Data Standard (1.1, tender.status)."""

    PLANNED = "planned"
    ACTIVE = "active"
    COMPLETE = "complete"
    CANCELLED = "cancelled"
