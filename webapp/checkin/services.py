import uuid
from dataclasses import dataclass
from datetime import datetime

from webapp.accounts.types import Actor
from webapp.checkin import queries, rules
from webapp.checkin.errors import NothingToUndoError, ScanInvalidError, ScanReusedError
from webapp.checkin.models import CheckIn
from webapp.checkin.outcomes import outcome_of, recorded_outcome
from webapp.checkin.types import (
    LONGEST_DEVICE,
    LONGEST_GATE,
    CheckInId,
    Direction,
    Door,
    Outcome,
    Undone,
    Verdict,
)
from webapp.events.models import Event
from webapp.foundation.inserting import insert_new
from webapp.registration.types import RegistrationId
from webapp.tickets import queries as tickets
from webapp.tickets import rules as ticket_rules
from webapp.tickets.types import HeldTicket


@dataclass(frozen=True, slots=True)
class _Fact:
    """What is recorded of a scan beside its ticket and verdict."""

    id: CheckInId
    direction: Direction
    gate: str
    device: str
    scanned_at: datetime
    actor: Actor
    now: datetime


def record_scan(
    *,
    event: Event | Door,
    reference: str | None,
    gate: str,
    device: str,
    scan_id: str,
    scanned_at: datetime,
    actor: Actor,
    now: datetime,
) -> Outcome:
    """What the door says to the ticket with this reference (None: no ticket), recorded once however often it is sent.

    The ticket's row is locked until the commit: of two scans at the same moment one is admitted, one is already in.
    """
    fact = _fact(scan_id, Direction.IN, gate, device, scanned_at, actor, now)
    ticket = tickets.lock_by_reference(reference) if reference else None
    marks = queries.marks_of(event.id, ticket.id) if ticket is not None and ticket.event_id == event.id else []
    if any(mark.id == fact.id for mark in marks):
        return _first_answer(fact, event, ticket)
    verdict = rules.verdict(
        ticket_rules.state_of(event.status, revoked=ticket.revoked_at is not None) if ticket else None,
        is_here=ticket is not None and ticket.event_id == event.id,
        is_in=bool(rules.visit(marks)),
    )
    if not _insert(fact, event, ticket, verdict):
        return _first_answer(fact, event, ticket)
    return outcome_of(verdict, ticket, marks, at=scanned_at)


def let_in(
    *, event: Event, registration_id: RegistrationId, gate: str, device: str, actor: Actor, now: datetime
) -> list[Outcome]:
    """Admit everybody of a registration without their tickets being shown: put down at the door, or at the desk."""
    valid = [each for each in tickets.tickets_of_registration(registration_id) if each.revoked_at is None]
    return [
        record_scan(
            event=event,
            reference=ticket.reference,
            gate=gate,
            device=device,
            scan_id=str(uuid.uuid4()),
            scanned_at=now,
            actor=actor,
            now=now,
        )
        for ticket in valid
    ]


def undo_scan(
    *, event: Event | Door, undone_id: str, scan_id: str, gate: str, device: str, actor: Actor, now: datetime
) -> Outcome:
    """Take a scan's entry back, once however often it is sent; NothingToUndoError when it holds no more."""
    fact = _fact(scan_id, Direction.UNDO, gate, device, now, actor, now)
    undone = queries.find_scan(event.id, undone_id)
    ticket = tickets.lock_by_id(undone.ticket_id) if undone is not None and undone.ticket_id is not None else None
    if ticket is None or ticket.event_id != event.id:
        raise NothingToUndoError
    marks = queries.marks_of(event.id, ticket.id)
    if any(mark.id == fact.id and mark.direction == Direction.UNDO for mark in marks):
        return Undone(ticket.name)
    if undone_id not in {mark.id for mark in rules.visit(marks)}:
        raise NothingToUndoError
    if not _insert(fact, event, ticket, Verdict.UNDONE):
        raise ScanReusedError
    return Undone(ticket.name)


def _fact(
    scan_id: str, direction: Direction, gate: str, device: str, scanned_at: datetime, actor: Actor, now: datetime
) -> _Fact:
    if not rules.is_scan_id(scan_id):
        raise ScanInvalidError
    return _Fact(CheckInId(scan_id), direction, gate[:LONGEST_GATE], device[:LONGEST_DEVICE], scanned_at, actor, now)


def _insert(fact: _Fact, event: Event | Door, ticket: HeldTicket | None, verdict: Verdict) -> bool:
    """False when the id is taken."""
    stored = insert_new(
        CheckIn,
        id=fact.id,
        event_id=event.id,
        ticket_id=ticket.id if ticket else None,
        gate=fact.gate,
        direction=fact.direction,
        device=fact.device,
        actor_key=fact.actor.key,
        scanned_at=fact.scanned_at,
        received_at=fact.now,
        server_verdict=verdict,
    )
    return stored is not None


def _first_answer(fact: _Fact, event: Event | Door, ticket: HeldTicket | None) -> Outcome:
    first = queries.find_scan(event.id, fact.id)
    same = (
        first is not None and first.direction == fact.direction and first.ticket_id == (ticket.id if ticket else None)
    )
    if first is None or not same:
        raise ScanReusedError
    return recorded_outcome(first)
