"""What happened to a ticket."""

from dataclasses import dataclass

from webapp.tickets.types import TicketId


@dataclass(frozen=True, slots=True)
class TicketIssued:
    ticket_id: TicketId


@dataclass(frozen=True, slots=True)
class TicketRevoked:
    ticket_id: TicketId
