"""People who came without a registration, put down by a device that may have had no network."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.checkin import queries, rules
from webapp.checkin.errors import ScanInvalidError
from webapp.checkin.services import log
from webapp.checkin.services.recording import record
from webapp.checkin.types import Answer, Direction, Scan, Verdict
from webapp.events.models import Event
from webapp.foundation.transaction import savepoint
from webapp.registration import services as registration
from webapp.registration.errors import NoPlaceError
from webapp.registration.models import Registration
from webapp.registration.types import MOST_HEADS, Application
from webapp.tickets.queries import reference_of, tickets_of_registration


@dataclass(frozen=True, slots=True)
class WalkIn:
    """Who was let in at `at`; `id` is made by the device, so that an upload repeated is the same person."""

    id: str
    application: Application
    at: datetime
    gate: str = ""
    device: str = ""


@rights.needs(Role.DOOR)
def take_walk_in(*, event: Event, walk_in: WalkIn, now: datetime) -> list[Answer]:
    """Register somebody who is inside already and record the entries; a repeat changes nothing.

    Nobody is sent out again because places ran out meanwhile: what is needed beyond them is granted, and says so in
    the books. Whoever was taken back before we heard of them isn't put down any more. PersonInvalidError refuses what
    names nobody, RegistrationClosedError a draft.
    """
    if not rules.is_scan_id(walk_in.id):
        raise ScanInvalidError
    door = queries.door_of(event)
    log.take_numbers(door.id, 0)  # of two uploads at once the second one finds the first one's person
    if any(queries.find_scan(door.id, known) is not None for known in (walk_in.id, _never_id(walk_in, event))):
        return []
    made = _register(event, walk_in, now)
    scans = [
        Scan(
            _scan_id(walk_in, number),
            ticket.reference,
            Direction.IN,
            walk_in.at,
            walk_in.gate,
            device=walk_in.device,
            shown=Verdict.ADMITTED,
        )
        for number, ticket in enumerate(tickets_of_registration(made.id))
    ]
    return record(door=door, scans=scans, now=now)


@rights.needs(Role.DOOR)
def take_walk_in_back(*, event: Event, walk_in: WalkIn, now: datetime) -> list[Answer]:
    """Take back the entries of who was put down by mistake, and with them their places; a repeat changes nothing.

    Of whom we have not heard yet we shall hear in vain: uploads overtake each other.
    """
    if not rules.is_scan_id(walk_in.id):
        raise ScanInvalidError
    door = queries.door_of(event)
    log.take_numbers(door.id, 0)  # of two uploads at once the second one finds what the first one took back
    entries = queries.facts_about(door.id, [], [_scan_id(walk_in, number) for number in range(MOST_HEADS)])
    if not entries:
        never = Scan(
            _never_id(walk_in, event), None, Direction.UNDO, now, walk_in.gate, device=walk_in.device, undoes=walk_in.id
        )
        return record(door=door, scans=[never], now=now)
    scans = [
        Scan(
            str(uuid.uuid5(uuid.UUID(entry.id), "undone")),
            reference_of(entry.ticket_id),
            Direction.UNDO,
            now,
            walk_in.gate,
            entry.area,
            walk_in.device,
            Verdict.UNDONE,
            entry.id,
        )
        for entry in entries
        if entry.event_id == door.id and entry.ticket_id is not None
    ]
    return record(door=door, scans=scans, now=now)


def _scan_id(walk_in: WalkIn, number: int) -> str:
    return str(uuid.uuid5(uuid.UUID(walk_in.id), str(number))) if number else walk_in.id


def _never_id(walk_in: WalkIn, event: Event) -> str:
    """Under which id it is noted that somebody was taken back of whom we had not heard."""
    return str(uuid.uuid5(uuid.UUID(walk_in.id), f"never at {event.public_id}"))


def _register(event: Event, walk_in: WalkIn, now: datetime) -> Registration:
    put_down = partial(registration.walk_in, event=event, application=walk_in.application, now=now, is_inside=True)
    try:
        with savepoint():
            return put_down()
    except NoPlaceError:
        return put_down(beyond=True)
