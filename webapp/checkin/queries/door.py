"""What a scan asks, and what the door shows of those before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, func, or_, select

from webapp.checkin import rules
from webapp.checkin.models import CheckIn, DoorLog, Presence
from webapp.checkin.types import EVER, EVERYWHERE, NEVER, CheckInId, Counts, Direction, Door, ScanRecord, Verdict, Visit
from webapp.events.days import later_days
from webapp.events.errors import EventNotFoundError
from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation.database import session, table_of
from webapp.registration.models import Attendee, Registration
from webapp.registration.types import AttendeeId
from webapp.tickets.models import Ticket
from webapp.tickets.types import TicketId

# Made once and without objects: each scan asks these.
_SCANS, _TICKETS, _EVENTS, _PRESENCE = table_of(CheckIn), table_of(Ticket), table_of(Event), table_of(Presence)
_LOG = table_of(DoorLog)
_DOORS = select(
    _EVENTS.c.id,
    _EVENTS.c.status,
    _EVENTS.c.zone,
    _EVENTS.c.starts_at,
    _EVENTS.c.ends_at,
    _LOG.c.given_up_until,
).outerjoin_from(_EVENTS, _LOG, _LOG.c.event_id == _EVENTS.c.id)
_DOOR = _DOORS.where(_EVENTS.c.slug == bindparam("slug"))
_GIVEN_UP_DOOR = _DOORS.join(_TICKETS, _TICKETS.c.event_id == _EVENTS.c.id).where(
    _TICKETS.c.id == bindparam("ticket"), _LOG.c.given_up_until.is_not(None)
)
_GIVEN_UP = select(_LOG.c.given_up_until).where(_LOG.c.event_id == bindparam("event"))
# What a ScanRecord is made of, in the order of its fields.
FACT_COLUMNS = (
    _SCANS.c.id,
    _SCANS.c.event_id,
    _SCANS.c.ticket_id,
    _SCANS.c.direction,
    _SCANS.c.scanned_at,
    _SCANS.c.gate,
    _SCANS.c.area,
    _SCANS.c.device_verdict,
    _SCANS.c.server_verdict,
    _SCANS.c.undoes,
)
_BY_TICKET = and_(_SCANS.c.event_id == bindparam("event"), _SCANS.c.ticket_id.in_(bindparam("tickets", expanding=True)))
_BY_TICKET_OR_ID = select(*FACT_COLUMNS).where(or_(_BY_TICKET, _SCANS.c.id.in_(bindparam("ids", expanding=True))))
_HERE = (_PRESENCE.c.event_id == bindparam("event"), _PRESENCE.c.area == EVERYWHERE)
_COUNTS = select(
    select(func.count()).where(*_HERE, _PRESENCE.c.inside_since >= bindparam("since")).scalar_subquery(),
    select(func.count(_TICKETS.c.id))
    .where(_TICKETS.c.event_id == bindparam("event"), _TICKETS.c.revoked_at.is_(None))
    .scalar_subquery(),
)
_UNDOING = _SCANS.alias()


@dataclass(frozen=True, slots=True)
class RecentScan:
    """A row of the list at the door."""

    id: str
    at: datetime
    gate: str
    verdict: str
    name: str
    can_undo: bool


@dataclass(frozen=True, slots=True)
class Stay:
    """A ticket whose holder is in an area, and since when."""

    reference: str
    area: str
    since: datetime | None


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
    return _door(*row)


def find_given_up_door(ticket_id: TicketId) -> Door | None:
    """The door that a ticket is for, of whose event a day was given up; None for any other one. One query."""
    row = session().execute(_GIVEN_UP_DOOR, {"ticket": ticket_id}).one_or_none()
    return _door(*row) if row else None


def door_of(event: Event) -> Door:
    """The door of an event that is loaded already. One query."""
    given_up = session().execute(_GIVEN_UP, {"event": event.id}).scalar()
    return _door(event.id, event.status, event.zone, event.starts_at, event.ends_at, given_up)


def facts_about(event_id: EventId, ticket_ids: Iterable[TicketId], ids: Iterable[str] = ()) -> list[ScanRecord]:
    """What is recorded of tickets at the event's doors, and what is recorded under these ids anywhere. One query."""
    which = {"event": event_id, "tickets": list(ticket_ids), "ids": list(ids)}
    rows: Iterable[Any] = session().execute(_BY_TICKET_OR_ID, which)
    return [ScanRecord(*row) for row in rows]


def visit_of(event_id: EventId, ticket_id: TicketId, area: str = EVERYWHERE) -> Visit:
    """What the facts of a ticket in one area add up to, whatever day they are of. One query."""
    return rules.merge(fact.mark for fact in facts_about(event_id, [ticket_id]) if fact.area == area)


def inside_among(ticket_ids: Iterable[TicketId], *, since: datetime = EVER) -> set[TicketId]:
    """Those of the tickets whose holders are inside, by an entry of the day that began at `since`. One query."""
    wanted = select(Presence.ticket_id).where(Presence.ticket_id.in_(list(ticket_ids)), Presence.area == EVERYWHERE)
    return set(session().scalars(wanted.where(Presence.inside_since >= since)))


def stays_of(event_id: EventId, attendee_ids: Iterable[AttendeeId]) -> list[Stay]:
    """Where these people were not seen leaving, in the event and in its rooms, whatever day it was. One query."""
    statement = (
        select(Ticket.reference, Presence.area, Presence.inside_since)
        .join(Presence, Presence.ticket_id == Ticket.id)
        .where(Presence.event_id == event_id, Presence.inside_since.is_not(None))
        .where(Ticket.attendee_id.in_(list(attendee_ids)))
        .order_by(Ticket.id, Presence.area)
    )
    return [Stay(*row) for row in session().execute(statement)]


def scanned_references(event_id: EventId) -> list[str]:
    """The references of the event's own tickets that were scanned at its doors. One query."""
    scanned = select(_PRESENCE.c.ticket_id).where(_PRESENCE.c.event_id == event_id)
    statement = select(_TICKETS.c.reference).where(_TICKETS.c.id.in_(scanned), _TICKETS.c.event_id == event_id)
    return list(session().scalars(statement.order_by(_TICKETS.c.id)))


def everybody_inside(event_id: EventId) -> list[AttendeeId]:
    """Who was not seen leaving, the hall or one of its rooms, whatever day it was. One query."""
    statement = (
        select(Ticket.attendee_id)
        .join(Presence, Presence.ticket_id == Ticket.id)
        .where(Presence.event_id == event_id, Presence.inside_since.is_not(None))
        .distinct()
    )
    return list(session().scalars(statement))


def counts_of(event_id: EventId, *, since: datetime = EVER) -> Counts:
    """How many are inside, by an entry of the day that began at `since`, and how many are expected. One query."""
    row = session().execute(_COUNTS, {"event": event_id, "since": since}).one()
    return Counts(*row)


def came_count(event_id: EventId) -> int:
    """How many people were let in at any time, also those who left again. One query."""
    came = came_tickets(event_id).subquery()
    return session().scalar(select(func.count()).select_from(came)) or 0


def came_tickets(event_id: EventId) -> Select[tuple[TicketId]]:
    """The tickets of people who were let in at any time, for use inside another query."""
    return select(_PRESENCE.c.ticket_id).where(
        _PRESENCE.c.event_id == event_id, _PRESENCE.c.area == EVERYWHERE, _PRESENCE.c.first_at.is_not(None)
    )


def recent_scans(event_id: EventId, *, limit: int = 8) -> Sequence[RecentScan]:
    """The last scans at all doors of the event, newest first; of whom we never heard nothing is shown. One query."""
    came = and_(
        CheckIn.direction == Direction.IN,
        func.coalesce(func.nullif(CheckIn.device_verdict, ""), CheckIn.server_verdict) == Verdict.ADMITTED,
    )
    undone = exists().where(
        _UNDOING.c.event_id == CheckIn.event_id,
        _UNDOING.c.ticket_id == CheckIn.ticket_id,
        _UNDOING.c.undoes == CheckIn.id,
    )
    statement = (
        select(
            CheckIn.id,
            CheckIn.scanned_at,
            CheckIn.gate,
            CheckIn.server_verdict,
            func.coalesce(func.nullif(Attendee.name, ""), Registration.name, ""),
            and_(came, ~undone),
        )
        .outerjoin(Ticket, and_(Ticket.id == CheckIn.ticket_id, Ticket.event_id == event_id))
        .outerjoin(Attendee, Attendee.id == Ticket.attendee_id)
        .outerjoin(Registration, Registration.id == Attendee.registration_id)
        .where(CheckIn.event_id == event_id)
        .where(or_(CheckIn.direction != Direction.UNDO, CheckIn.ticket_id.is_not(None)))
        .order_by(CheckIn.number.desc(), CheckIn.id)
        .limit(limit)
    )
    return [RecentScan(*row) for row in session().execute(statement)]


def _door(
    event_id: EventId, status: str, zone: str, starts_at: datetime, ends_at: datetime, given_up: datetime | None
) -> Door:
    opens, closes = rules.opens_at(starts_at, zone), rules.closes_at(ends_at)
    has_date = rules.has_date(status, given_up, closes=closes)
    counts_from = rules.counts_from(given_up, opens=opens, has_date=has_date)
    days = later_days(starts_at, ends_at, zone)
    return Door(event_id, status, zone, opens if has_date else NEVER, closes, counts_from, days)
