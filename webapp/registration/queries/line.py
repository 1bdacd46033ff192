"""Who waits for places, without saying who it is."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import case, func, select

from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.registration.models import Registration
from webapp.registration.types import RegistrationStatus

_IS_WAITING = Registration.status == RegistrationStatus.WAITING
# Whoever waits and has confirmed the address.
IN_LINE = (_IS_WAITING, Registration.held_until.is_(None), Registration.erased_at.is_(None))
_CERTAIN_HEADS = case((Registration.held_until.is_(None), Registration.heads))


@dataclass(frozen=True, slots=True)
class Line:
    """A waiting list: how many are on it, and the heads of the largest group whose address is confirmed."""

    count: int = 0
    largest: int = 0


def line_at(event_id: EventId) -> Line:
    """How many are on the waiting list, and what the largest group in line needs. One query."""
    statement = select(func.count(), func.max(_CERTAIN_HEADS)).select_from(Registration)
    count, largest = session().execute(statement.where(Registration.event_id == event_id, _IS_WAITING)).one()
    return Line(count, largest or 0)


def largest_in_line(event_ids: Collection[EventId]) -> dict[EventId, int]:
    """What the largest group in line needs, for each event with a line. One query, none for no event."""
    if not event_ids:
        return {}
    statement = (
        select(Registration.event_id, func.max(Registration.heads))
        .where(Registration.event_id.in_(event_ids), *IN_LINE)
        .group_by(Registration.event_id)
    )
    return {row[0]: row[1] for row in session().execute(statement)}
