from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, func, select
from sqlalchemy.orm import aliased

from webapp.checkin import rules
from webapp.checkin.models import CheckIn
from webapp.checkin.types import CheckInId, Counts, Direction, Door, Mark, Verdict
from webapp.events.errors import EventNotFoundError
from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation.database import session, table_of
from webapp.registration.models import Attendee
from webapp.tickets.models import Ticket
from webapp.tickets.types import TicketId

# Made once and without objects: each scan asks these.
_SCANS, _TICKETS, _EVENTS = table_of(CheckIn), table_of(Ticket), table_of(Event)
_DOOR = select(_EVENTS.c.id, _EVENTS.c.status, _EVENTS.c.zone).where(_EVENTS.c.slug == bindparam("slug"))
_MARKS = select(_SCANS.c.id, _SCANS.c.scanned_at, _SCANS.c.gate, _SCANS.c.direction, _SCANS.c.server_verdict).where(
    _SCANS.c.event_id == bindparam("event"), _SCANS.c.ticket_id == bindparam("ticket")
)
_UNDOING = _SCANS.alias()
_CAME = and_(_SCANS.c.direction == Direction.IN, _SCANS.c.server_verdict == Verdict.ADMITTED)
_LEFT = and_(_SCANS.c.direction != Direction.IN, _SCANS.c.server_verdict == Verdict.UNDONE)
_PRESENT = func.coalesce(func.sum(case((_CAME, 1), (_LEFT, -1), else_=0)), 0)
_VALID = (_TICKETS.c.event_id == bindparam("event"), _TICKETS.c.revoked_at.is_(None))
_COUNTS = select(
    select(_PRESENT).where(_SCANS.c.event_id == bindparam("event")).scalar_subquery(),
    select(func.count(_TICKETS.c.id)).where(*_VALID).scalar_subquery(),
)


@dataclass(frozen=True, slots=True)
class RecentScan:
    """A row of the list at the door."""

    id: str
    at: datetime
    gate: str
    verdict: str
    name: str
    can_undo: bool


def find_scan(event_id: EventId, scan_id: str) -> CheckIn | None:
    """A recorded scan of this event."""
    if not rules.is_scan_id(scan_id):
        return None
    return session().scalar(select(CheckIn).where(CheckIn.id == CheckInId(scan_id), CheckIn.event_id == event_id))


def get_door(slug: str) -> Door:
    """The door of an event; EventNotFoundError when there is none. One query."""
    row = session().execute(_DOOR, {"slug": slug}).one_or_none()
    if row is None:
        raise EventNotFoundError
    return Door(*row)


def marks_of(event_id: EventId, ticket_id: TicketId) -> list[Mark]:
    """Everything recorded of a ticket at the event's doors. One query."""
    return [Mark(*row) for row in session().execute(_MARKS, {"event": event_id, "ticket": ticket_id})]


def first_entry(event_id: EventId, ticket_id: TicketId) -> Mark | None:
    """The entry that holds: when and where the ticket's holder came in; None for somebody outside. One query."""
    return next(iter(rules.visit(marks_of(event_id, ticket_id))), None)


def counts_of(event_id: EventId) -> Counts:
    """How many are inside and how many are expected. One query."""
    row = session().execute(_COUNTS, {"event": event_id}).one()
    return Counts(*row)


def came_count(event_id: EventId) -> int:
    """How many people were let in at any time, also those who left again. One query."""
    came = came_tickets(event_id).subquery()
    return session().scalar(select(func.count()).select_from(came)) or 0


def came_tickets(event_id: EventId) -> Select[tuple[TicketId]]:
    """The tickets of people who were let in at any time, for use inside another query."""
    undone = exists().where(
        _UNDOING.c.event_id == _SCANS.c.event_id,
        _UNDOING.c.ticket_id == _SCANS.c.ticket_id,
        _UNDOING.c.direction == Direction.UNDO,
        _UNDOING.c.scanned_at >= _SCANS.c.scanned_at,
    )
    return select(_SCANS.c.ticket_id).where(_SCANS.c.event_id == event_id, _CAME, ~undone).distinct()


def recent_scans(event_id: EventId, *, limit: int = 8) -> Sequence[RecentScan]:
    """The last scans at all doors of the event, newest first. One query."""
    statement = (
        select(
            CheckIn.id,
            CheckIn.scanned_at,
            CheckIn.gate,
            CheckIn.server_verdict,
            func.coalesce(Attendee.name, ""),
            and_(CheckIn.server_verdict == Verdict.ADMITTED, ~_undone_later()),
        )
        .outerjoin(Ticket, and_(Ticket.id == CheckIn.ticket_id, Ticket.event_id == event_id))
        .outerjoin(Attendee, Attendee.id == Ticket.attendee_id)
        .where(CheckIn.event_id == event_id)
        .order_by(CheckIn.received_at.desc(), CheckIn.id)
        .limit(limit)
    )
    return [RecentScan(*row) for row in session().execute(statement)]


def _undone_later() -> ColumnElement[bool]:
    later = aliased(CheckIn)
    return (
        select(later.id)
        .where(
            later.event_id == CheckIn.event_id,
            later.ticket_id == CheckIn.ticket_id,
            later.direction != Direction.IN,
            later.scanned_at >= CheckIn.scanned_at,
        )
        .exists()
    )
