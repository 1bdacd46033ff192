"""What staff do at the door by typing."""

import uuid

from webapp.checkin import outcomes, queries, reading, services
from webapp.checkin.errors import NobodyToLetInError
from webapp.checkin.types import Direction, Scan, Verdict
from webapp.events.models import Event
from webapp.foundation import clock
from webapp.tickets.queries import reference_of


def try_code(event: Event, code: str, gate: str) -> str:
    """Record that a ticket's code was typed; the id of the scan, whatever the door said to it."""
    now, scan_id = clock.now(), str(uuid.uuid4())
    scan = Scan(scan_id, reading.find_reference(event.id, code), Direction.IN, now, gate)
    services.record(door=queries.door_of(event), scans=[scan], now=now)
    return scan_id


def let_in_despite(event: Event, scan_id: str, gate: str) -> str:
    """Let in whom the door did not let in by a scan, as staff may decide; NobodyToLetInError for any other scan."""
    door, asked = queries.door_of(event), queries.find_scan(event.id, scan_id)
    if asked is None or asked.ticket_id is None or not outcomes.is_open_to_staff(outcomes.shown_outcome(asked, door)):
        raise NobodyToLetInError
    now, new_id = clock.now(), str(uuid.uuid4())
    scan = Scan(new_id, reference_of(asked.ticket_id), Direction.IN, now, gate, asked.area, shown=Verdict.ADMITTED)
    services.record(door=door, scans=[scan], now=now)
    return new_id


def take_back(event: Event, undone_id: str, gate: str) -> str:
    """Take an entry back; NothingToUndoError when it holds no more."""
    scan_id = str(uuid.uuid4())
    services.undo_scan(
        door=queries.door_of(event),
        undone_id=undone_id,
        scan_id=scan_id,
        gate=gate,
        device="",
        now=clock.now(),
    )
    return scan_id
