"""Who came, when, where, and when they left: what the facts of doors and rooms add up to, for lists and pages."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select

from webapp.checkin.models import CheckIn, CheckPoint, Presence
from webapp.checkin.types import EVERYWHERE, Direction
from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.registration.types import AttendeeId
from webapp.tickets.models import Ticket

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Attended:
    """Somebody who was let in: first at `came_at` by `gate`, seen leaving at `left_at`; `rooms` by name, as entered.

    Whoever wasn't seen leaving has no `left_at`.
    """

    came_at: datetime
    gate: str = ""
    left_at: datetime | None = None
    rooms: tuple[str, ...] = ()


def attendance_of(event_id: EventId, attendee_ids: Iterable[AttendeeId]) -> dict[AttendeeId, Attended]:
    """Who of them came to the event. Three queries for each few hundred, none for nobody."""
    wanted, found = list(attendee_ids), dict[AttendeeId, Attended]()
    for at in range(0, len(wanted), _AT_ONCE):
        found |= _some(event_id, wanted[at : at + _AT_ONCE])
    return found


def _some(event_id: EventId, attendee_ids: list[AttendeeId]) -> dict[AttendeeId, Attended]:
    statement = (
        select(Ticket.attendee_id, Presence.area, Presence.first_at, Presence.first_gate, Presence.inside_since)
        .join(Presence, Presence.ticket_id == Ticket.id)
        .where(Presence.event_id == event_id, Presence.first_at.is_not(None), Ticket.attendee_id.in_(attendee_ids))
        .order_by(Presence.first_at)
    )
    rows = session().execute(statement).all()
    left, names = _left(event_id, attendee_ids), _rooms(event_id)
    found = {
        row.attendee_id: Attended(row.first_at, row.first_gate, None if row.inside_since else left.get(row.attendee_id))
        for row in rows
        if row.area == EVERYWHERE
    }
    for row in rows:
        if row.area in names and row.attendee_id in found:
            known = found[row.attendee_id]
            found[row.attendee_id] = replace(known, rooms=(*known.rooms, names[row.area]))
    return found


def _left(event_id: EventId, attendee_ids: list[AttendeeId]) -> dict[AttendeeId, datetime]:
    """When each was last seen leaving the event, by a scan that nobody took back."""
    undoing = select(CheckIn.undoes).where(CheckIn.event_id == event_id, CheckIn.direction == Direction.UNDO)
    statement = (
        select(Ticket.attendee_id, func.max(CheckIn.scanned_at))
        .join(CheckIn, CheckIn.ticket_id == Ticket.id)
        .where(CheckIn.event_id == event_id, CheckIn.direction == Direction.OUT, CheckIn.area == EVERYWHERE)
        .where(CheckIn.id.not_in(undoing), Ticket.attendee_id.in_(attendee_ids))
        .group_by(Ticket.attendee_id)
    )
    return {row[0]: row[1] for row in session().execute(statement)}


def _rooms(event_id: EventId) -> dict[str, str]:
    """What rooms and stations are called, also those that aren't offered any more."""
    rooms = select(CheckPoint.public_id, CheckPoint.name).where(CheckPoint.event_id == event_id)
    return {row.public_id: row.name for row in session().execute(rooms)}
