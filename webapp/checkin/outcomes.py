"""What the door answers, from what is recorded."""

from collections.abc import Sequence
from datetime import datetime

from webapp.checkin import queries, rules
from webapp.checkin.models import CheckIn
from webapp.checkin.types import (
    Admitted,
    AlreadyIn,
    Cancelled,
    Mark,
    OtherEvent,
    Outcome,
    Undone,
    Unknown,
    Verdict,
)
from webapp.events.queries import get_event_by_id
from webapp.tickets.queries import find_held
from webapp.tickets.types import HeldTicket


def outcome_of(verdict: Verdict, ticket: HeldTicket | None, earlier: Sequence[Mark], *, at: datetime) -> Outcome:
    """The verdict with all that staff want to know of it; `earlier` are the ticket's other marks at this event."""
    if ticket is None or verdict is Verdict.UNKNOWN:
        return Unknown()
    if verdict is Verdict.OTHER_EVENT:
        other = get_event_by_id(ticket.event_id)
        return OtherEvent(title=other.title, starts_at=other.starts_at, zone=other.zone)
    name = ticket.name
    if verdict is Verdict.ALREADY_IN:
        entry = next(iter(rules.visit(earlier)), None)
        return AlreadyIn(name, since=entry.at if entry else at, gate=entry.gate if entry else "")
    if verdict is Verdict.CANCELLED:
        return Cancelled(name)
    return Undone(name) if verdict is Verdict.UNDONE else Admitted(name)


def recorded_outcome(scan: CheckIn) -> Outcome:
    """What the door answered to a recorded scan."""
    ticket = find_held(scan.ticket_id) if scan.ticket_id is not None else None
    marks = queries.marks_of(scan.event_id, ticket.id) if ticket else []
    earlier = [mark for mark in marks if mark.id != scan.id and mark.at <= scan.scanned_at]
    return outcome_of(Verdict(scan.server_verdict), ticket, earlier, at=scan.scanned_at)
