"""Where tickets are scanned, as the organizer names it."""

from datetime import datetime

from sqlalchemy import func, select

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.checkin.errors import PointInvalidError, PointNameTooLongError
from webapp.checkin.models import CheckPoint
from webapp.checkin.types import LONGEST_GATE, PointKind
from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation import tokens
from webapp.foundation.database import session
from webapp.foundation.names import same_name
from webapp.foundation.references import hold
from webapp.foundation.text import one_line
from webapp.stations.models import Station

MOST_POINTS = 60
MOST_PEOPLE = 100_000


@rights.needs(Role.ORGANIZER)
def add_point(
    *, event: Event, kind: PointKind, name: str, capacity: int | None = None, station: Station | None = None
) -> CheckPoint:
    """A further gate or room; a station is a room whose name it has where none is given.

    PointInvalidError for one without a name, with the name of another one, or with no sensible capacity;
    PointNameTooLongError for a name that would have to be cut.
    """
    name = one_line(name) or one_line(station.title if station else "")
    if len(name) > LONGEST_GATE:
        raise PointNameTooLongError
    hold(Event, event.id)
    taken = _taken_names(event.id)
    if not name or same_name(name) in taken or len(taken) >= MOST_POINTS:
        raise PointInvalidError
    if capacity is not None and not 1 <= capacity <= MOST_PEOPLE:
        raise PointInvalidError
    last = session().scalar(select(func.max(CheckPoint.position)).where(CheckPoint.event_id == event.id)) or 0
    point = CheckPoint(
        public_id=tokens.new_id(),
        event_id=event.id,
        kind=kind.value,
        name=name,
        capacity=capacity if kind is PointKind.ROOM else None,
        station_id=station.id if station and kind is PointKind.ROOM else None,
        position=last + 1,
    )
    session().add(point)
    session().flush()
    return point


def retire_point(*, point: CheckPoint, now: datetime) -> None:
    """Offer a gate or room no more; what was scanned there stays."""
    point.retired_at = point.retired_at or now
    session().flush()


@rights.needs(Role.ORGANIZER)
def offer_point_again(*, event: Event, point: CheckPoint) -> None:
    """Offer a gate or room as before; PointInvalidError where its name is another's by now, or there are too many."""
    taken = _taken_names(event.id)
    if point.retired_at is None:
        return
    if same_name(point.name) in taken or len(taken) >= MOST_POINTS:
        raise PointInvalidError
    point.retired_at = None
    session().flush()


def _taken_names(event_id: EventId) -> set[str]:
    offered = CheckPoint.event_id == event_id, CheckPoint.retired_at.is_(None)
    return {same_name(name) for name in session().scalars(select(CheckPoint.name).where(*offered))}
