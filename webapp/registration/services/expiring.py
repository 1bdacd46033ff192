"""Places held for people who never confirmed their address, and offers that nobody took, go back."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.orm import joinedload

from webapp.capacity.types import PoolId
from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation import facts
from webapp.foundation.database import session
from webapp.foundation.going_on import Work, go_through
from webapp.foundation.stopping import StoppedError
from webapp.foundation.transaction import savepoint
from webapp.registration import rules
from webapp.registration.facts import OfferExpired
from webapp.registration.models import Registration
from webapp.registration.services import history, line, places
from webapp.registration.types import HOLDS_A_PLACE, ChangeKind, RegistrationId, RegistrationStatus

HOLDING = (RegistrationStatus.PENDING, RegistrationStatus.OFFERED)
_ENDING = (*HOLDING, RegistrationStatus.WAITING, RegistrationStatus.REQUESTED)


def expire_due(*, now: datetime) -> int:
    """Let every registration and offer expire whose time is over; its places go to the first in line.

    Inside the caller's transaction; whatever raises at one of them is passed over.
    """
    events = {event.id: event for event in _events_with_due(now)}
    expired: Counter[EventId] = Counter()
    were_full: dict[EventId, bool] = {}

    def expire(event_id: EventId) -> None:
        event = events[event_id]
        places.lock(event)
        were_full[event_id] = places.is_full(event)
        expired[event_id] = _expire_all(event, now)

    done = go_through(Work("let places expire", expire, savepoint), events)
    for event_id in done:  # last, so that no list's revision stays locked while a pool is waited for
        places.renew(events[event_id], was_full=were_full[event_id])
    return sum(expired[event_id] for event_id in done)


def _expire_all(event: Event, now: datetime) -> int:
    """All at once; where that fails, one after the other."""
    try:
        with savepoint():
            return expire_at(event, now, _ENDING)
    except StoppedError:
        raise
    except Exception:  # noqa: BLE001 - whichever of them it was is found out now
        one: Work[RegistrationId] = Work(
            "let a registration expire", lambda each: expire_at(event, now, _ENDING, only=each), savepoint
        )
        return len(go_through(one, [row.id for row in _due(event, now, _ENDING)]))


def expire_at(
    event: Event, now: datetime, which: Sequence[RegistrationStatus], *, only: RegistrationId | None = None
) -> int:
    """Do so for one event, or one registration of it; returns how many expired. The caller has the pages renewed."""
    if not _due(event, now, which):
        return 0
    places.lock(event)
    due = [row for row in _due(event, now, which) if only in {None, row.id}]
    session().execute(
        update(Registration)
        .where(Registration.id.in_([row.id for row in due]))
        .values(status=RegistrationStatus.EXPIRED.value, held_until=None)
    )
    freed: Counter[PoolId] = Counter()
    for row in due:
        if row.status in HOLDS_A_PLACE:
            freed.update(rules.as_needed(event.pool_id, row.heads, row.takes))
        if row.status == RegistrationStatus.OFFERED:
            history.record(places.current(row.id), ChangeKind.OFFER_EXPIRED, now=now)
            facts.publish(OfferExpired(row.id))
    if freed:
        places.give_back(dict(freed))
        line.advance(event, now)
    return len(due)


def _due(event: Event, now: datetime, which: Sequence[RegistrationStatus]) -> Sequence[Row[Any]]:
    statement = select(Registration.id, Registration.status, Registration.heads, Registration.takes).where(
        Registration.event_id == event.id, Registration.status.in_(which), Registration.held_until <= now
    )
    return session().execute(statement).all()


def _events_with_due(now: datetime) -> Sequence[Event]:
    due = select(Registration.event_id).where(Registration.status.in_(_ENDING), Registration.held_until <= now)
    statement = select(Event).where(Event.id.in_(due)).order_by(Event.pool_id)
    return session().scalars(statement.options(joinedload(Event.host), joinedload(Event.venue))).all()
