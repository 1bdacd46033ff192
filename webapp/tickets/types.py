from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from webapp.events.types import EventId
from webapp.registration.types import AttendeeId

TicketId = NewType("TicketId", int)
KeyId = NewType("KeyId", int)

SESSION_KEY = "ticket"  # where a browser's cookie keeps the reference of the ticket it has opened


class TicketState(StrEnum):
    """What a ticket is good for now. POSTPONED stays good for the new date."""

    VALID = "valid"
    CANCELLED = "cancelled"
    EVENT_CANCELLED = "event_cancelled"
    EVENT_POSTPONED = "event_postponed"


@dataclass(frozen=True, slots=True)
class HeldTicket:
    """What the door needs of a ticket, and whose it is."""

    id: TicketId
    event_id: EventId
    name: str
    revoked_at: datetime | None
    void_before: datetime | None
    attendee_id: AttendeeId
