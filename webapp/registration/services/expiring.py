"""Places held for people who never confirmed their address go back."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import joinedload

from webapp.events.models import Event
from webapp.foundation.database import session
from webapp.registration.models import Attendee, Registration
from webapp.registration.services import line, places
from webapp.registration.types import RegistrationId, RegistrationStatus

_UNCONFIRMED = (RegistrationStatus.PENDING, RegistrationStatus.WAITING)


def expire_due(*, now: datetime) -> int:
    """Let every registration expire whose time to confirm is over; its place goes to the first in line."""
    events = _events_with_due(now)
    expired, were_full = 0, {}
    for event in events:
        places.lock(event)
        were_full[event.id] = places.is_full(event)
        expired += expire_at(event, now, _UNCONFIRMED)
    for event in events:  # last, so that no list's revision stays locked while a pool is waited for
        places.renew(event, was_full=were_full[event.id])
    return expired


def expire_at(event: Event, now: datetime, which: Sequence[RegistrationStatus]) -> int:
    """Do so for one event; returns how many expired. The caller has the pages renewed."""
    due = _due(event, now, which)
    if not due:
        return 0
    places.lock(event)
    due = _due(event, now, which)
    seated = [registration_id for registration_id, status in due if status == RegistrationStatus.PENDING]
    session().execute(
        update(Registration)
        .where(Registration.id.in_([registration_id for registration_id, _ in due]))
        .values(status=RegistrationStatus.EXPIRED.value, held_until=None)
    )
    heads = session().scalar(select(func.count()).where(Attendee.registration_id.in_(seated))) if seated else 0
    if heads:
        places.give_back(event, heads)
        line.advance(event, now)
    return len(due)


def _due(event: Event, now: datetime, which: Sequence[RegistrationStatus]) -> list[tuple[RegistrationId, str]]:
    statement = select(Registration.id, Registration.status).where(
        Registration.event_id == event.id, Registration.status.in_(which), Registration.held_until <= now
    )
    return [(row.id, row.status) for row in session().execute(statement)]


def _events_with_due(now: datetime) -> Sequence[Event]:
    due = select(Registration.event_id).where(Registration.status.in_(_UNCONFIRMED), Registration.held_until <= now)
    statement = select(Event).where(Event.id.in_(due)).order_by(Event.pool_id)
    return session().scalars(statement.options(joinedload(Event.host), joinedload(Event.venue))).all()
