"""What the door answers, from what is recorded."""

from collections.abc import Callable
from datetime import datetime

from webapp.checkin import queries, rules
from webapp.checkin.models import CheckIn
from webapp.checkin.types import (
    NEVER,
    Admitted,
    AlreadyIn,
    Cancelled,
    Door,
    Found,
    Left,
    NotIn,
    NotYet,
    OtherEvent,
    Outcome,
    Over,
    ScanRecord,
    Undone,
    Unknown,
    Verdict,
    Visit,
)
from webapp.events.queries import get_event_by_id
from webapp.events.types import EventStatus
from webapp.tickets.queries import find_held
from webapp.tickets.types import HeldTicket

_NAMED: dict[Verdict, Callable[[str], Outcome]] = {
    Verdict.ADMITTED: Admitted,
    Verdict.LEFT: Left,
    Verdict.NOT_IN: NotIn,
    Verdict.UNDONE: Undone,
}
_REFUSALS = {Verdict.CANCELLED, Verdict.OTHER_EVENT, Verdict.NOT_YET, Verdict.OVER, Verdict.UNKNOWN}


def outcome_of(found: Found, ticket: HeldTicket | None, door: Door, *, at: datetime) -> Outcome:
    """The verdict on a scan made at `at`, with all that staff want to know of it."""
    if ticket is None or found.verdict is Verdict.UNKNOWN:
        return Unknown()
    match found.verdict:
        case Verdict.OTHER_EVENT:
            other = get_event_by_id(ticket.event_id)
            return OtherEvent(title=other.title, starts_at=other.starts_at, zone=other.zone)
        case Verdict.ALREADY_IN:
            entry = found.entry
            return AlreadyIn(ticket.name, since=entry.at if entry else at, gate=entry.gate if entry else "")
        case Verdict.NOT_YET:
            return NotYet(ticket.name, door.opens_at if door.opens_at < NEVER else None)
        case Verdict.OVER:
            return Over(door.closes_at)
    off = door.status == EventStatus.CANCELLED
    return Cancelled(ticket.name, off) if found.verdict is Verdict.CANCELLED else _NAMED[found.verdict](ticket.name)


def found_of(fact: ScanRecord, visit: Visit) -> Found:
    """What holds of a recorded scan. What staff heard from us and what was refused stays; the rest follows from all."""
    said, found = Verdict(fact.answered), visit.found.get(fact.id)
    if found is not None and found.verdict is Verdict.UNDONE:
        return found
    if not fact.shown or said in _REFUSALS:
        return Found(said, (found.entry if found else None) or visit.entry)
    return found or Found(said)


def is_open_to_staff(outcome: Outcome) -> bool:
    """Whether staff may decide against it: somebody left by a door that nobody watched, or came early."""
    return isinstance(outcome, AlreadyIn) or (isinstance(outcome, NotYet) and outcome.opens_at is not None)


def shown_outcome(recorded: CheckIn, door: Door) -> Outcome:
    """What staff see of a recorded scan: whom they let in by their own decision is welcome."""
    outcome = recorded_outcome(recorded, door)
    if recorded.device_verdict == Verdict.ADMITTED and isinstance(outcome, AlreadyIn | NotYet):
        return Admitted(outcome.name)
    return outcome


def recorded_outcome(recorded: CheckIn, door: Door) -> Outcome:
    """What the door says to a recorded scan, with all that has come to light since."""
    ticket = find_held(recorded.ticket_id) if recorded.ticket_id is not None else None
    said = Found(Verdict(recorded.server_verdict))
    if ticket is not None and ticket.event_id == door.id:
        facts = queries.facts_about(door.id, [ticket.id])
        marks = (fact.mark for fact in facts if fact.area == recorded.area)
        visit = rules.merge(marks, since=door.counts_from, days=door.days)
        said = next(found_of(fact, visit) for fact in facts if fact.id == recorded.id)
    return outcome_of(said, ticket, door, at=recorded.scanned_at)
