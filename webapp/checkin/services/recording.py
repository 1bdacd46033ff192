"""Recording what was scanned: once, in line, whatever order devices report in."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.checkin import queries, rules
from webapp.checkin.errors import NothingToUndoError, ScanInvalidError
from webapp.checkin.services import log
from webapp.checkin.services.scan_ledger import ScanLedger
from webapp.checkin.types import (
    LONGEST_DEVICE,
    LONGEST_GATE,
    Answer,
    Direction,
    Door,
    Outcome,
    Scan,
    Verdict,
)
from webapp.events.days import day_began
from webapp.events.models import Event
from webapp.registration import services as registration
from webapp.registration.types import AttendeeId, RegistrationId
from webapp.tickets import queries as tickets

MOST_AT_ONCE = 500
DESK = "desk"
_AFTER = timedelta(milliseconds=1)


def record(*, door: Door, scans: Sequence[Scan], now: datetime) -> list[Answer]:
    """Record scans, each once however often it is sent, and say what holds of each with all that is known.

    At most `MOST_AT_ONCE`. Whoever records at a door waits for whoever came before until the commit: of two scans at
    the same moment one is admitted, one is already in, and facts are numbered in the order in which they can be seen.
    An id that was used for something else is refused with ScanReusedError, and nothing is recorded.
    """
    if len(scans) > MOST_AT_ONCE or not all(rules.is_scan_id(scan.id) for scan in scans):
        raise ScanInvalidError
    if not scans:
        return []
    scans = [_cut(scan) for scan in scans]
    number = log.take_numbers(door.id, len(scans))
    held = tickets.held_of({scan.reference for scan in scans if scan.reference})
    ledger = ScanLedger(door, held, {scan.id for scan in scans})
    for scan in sorted(scans, key=lambda each: (each.at, each.id)):
        ledger.enter(scan)
    log.store(ledger.new, door_id=door.id, number=number, now=now)
    log.fill_in(ledger.shown_since, number=number + len(ledger.new))
    log.keep(ledger.presence())
    registration.note_presence(seen=ledger.seen(now), now=now)
    return [ledger.answer(scan) for scan in scans]


@rights.needs(Role.DOOR)
def let_in(*, event: Event, registration_id: RegistrationId, gate: str, device: str, now: datetime) -> list[Outcome]:
    """Admit those of a registration who are outside, without their tickets: put down at the door, or at the desk."""
    door = queries.door_of(event)
    log.take_numbers(door.id, 0)  # from here on nobody else lets them in
    valid = [each for each in tickets.tickets_of_registration(registration_id) if each.revoked_at is None]
    inside = queries.inside_among((each.id for each in valid), since=day_began(door.days, now))
    scans = [
        Scan(str(uuid.uuid4()), each.reference, Direction.IN, now, gate, device=device, shown=Verdict.ADMITTED)
        for each in valid
        if each.id not in inside
    ]
    answers = record(door=door, scans=scans, now=now)
    return [answer.outcome for answer in answers]


@rights.needs(Role.DOOR)
def see_out(*, event: Event, attendee_ids: Collection[AttendeeId], now: datetime) -> int:
    """Note that people have gone whom no door saw leaving, because the desk says so; returns how many were inside."""
    door = queries.door_of(event)
    log.take_numbers(door.id, 0)
    scans = [
        Scan(
            str(uuid.uuid4()),
            each.reference,
            Direction.OUT,
            # In the same moment somebody would have left before they came.
            max(now, each.since + _AFTER) if each.since else now,
            area=each.area,
            device=DESK,
            shown=Verdict.LEFT,
        )
        for each in queries.stays_of(door.id, attendee_ids)
    ]
    for at in range(0, len(scans), MOST_AT_ONCE):
        record(door=door, scans=scans[at : at + MOST_AT_ONCE], now=now)
    return len({scan.reference for scan in scans})


def count_anew(*, event: Event, now: datetime, given_up_until: datetime | None = None) -> None:
    """Add up once more who came and who is inside, after the event's day changed; the log stays as it is."""
    log.take_numbers(event.id, 0)
    if given_up_until is not None:
        log.give_up(event.id, given_up_until)
    door, scanned = queries.door_of(event), queries.scanned_references(event.id)
    for at in range(0, len(scanned), MOST_AT_ONCE):
        ledger = ScanLedger(door, tickets.held_of(scanned[at : at + MOST_AT_ONCE]), set())
        ledger.touch_all()
        log.keep(ledger.presence())
        registration.note_presence(seen=ledger.seen(now), now=now)


def undo_scan(*, door: Door, undone_id: str, scan_id: str, gate: str, device: str, now: datetime) -> Outcome:
    """Take a scan's entry back, once however often it is sent; NothingToUndoError when there is none to take back."""
    log.take_numbers(door.id, 0)  # from here on nobody else takes it back
    undone = queries.find_scan(door.id, undone_id)
    if undone is None or undone.ticket_id is None:
        raise NothingToUndoError
    known = queries.facts_about(door.id, [undone.ticket_id])
    by_others = any(fact.undoes == undone_id and fact.id != scan_id for fact in known)
    if by_others or not any(fact.id == undone_id and fact.mark.lets_in for fact in known):
        raise NothingToUndoError
    reference = tickets.reference_of(undone.ticket_id)
    scan = Scan(scan_id, reference, Direction.UNDO, now, gate, undone.area, device, Verdict.UNDONE, undone_id)
    return record(door=door, scans=[scan], now=now)[0].outcome


def _cut(scan: Scan) -> Scan:
    return replace(scan, gate=scan.gate[:LONGEST_GATE], device=scan.device[:LONGEST_DEVICE])
