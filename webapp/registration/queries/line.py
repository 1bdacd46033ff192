"""Who waits for places, without saying who it is."""

from collections.abc import Collection

from sqlalchemy import func, select

from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.registration.models import Registration
from webapp.registration.types import RegistrationStatus

_IS_WAITING = Registration.status == RegistrationStatus.WAITING
# Whoever waits and has confirmed the address.
IN_LINE = (_IS_WAITING, Registration.held_until.is_(None), Registration.erased_at.is_(None))


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
