from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import aliased

from webapp.checkin import rules
from webapp.checkin.models import CheckIn
from webapp.checkin.types import CheckInId, Counts, Direction, Mark, Verdict
from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.registration.models import Attendee
from webapp.tickets.models import Ticket
from webapp.tickets.types import TicketId


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


def marks_of(event_id: EventId, ticket_id: TicketId) -> list[Mark]:
    """Everything recorded of a ticket at the event's doors. One query."""
    columns = (CheckIn.id, CheckIn.scanned_at, CheckIn.gate, CheckIn.direction, CheckIn.server_verdict)
    rows = session().execute(select(*columns).where(CheckIn.event_id == event_id, CheckIn.ticket_id == ticket_id))
    return [Mark(*row) for row in rows]


def first_entry(event_id: EventId, ticket_id: TicketId) -> Mark | None:
    """The entry that holds: when and where the ticket's holder came in; None for somebody outside. One query."""
    return next(iter(rules.visit(marks_of(event_id, ticket_id))), None)


def counts_of(event_id: EventId) -> Counts:
    """How many are inside and how many are expected. One query."""
    came = and_(CheckIn.direction == Direction.IN, CheckIn.server_verdict == Verdict.ADMITTED)
    left = and_(CheckIn.direction != Direction.IN, CheckIn.server_verdict == Verdict.UNDONE)
    balance = func.coalesce(func.sum(case((came, 1), (left, -1), else_=0)), 0)
    present = select(balance).where(CheckIn.event_id == event_id).scalar_subquery()
    valid = (Ticket.event_id == event_id, Ticket.revoked_at.is_(None))
    expected = select(func.count(Ticket.id)).where(*valid).scalar_subquery()
    row = session().execute(select(present, expected)).one()
    return Counts(*row)


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
