"""Places held for people who never confirmed their address, and offers that nobody took, go back."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, select, update
from sqlalchemy.orm import joinedload

from webapp.capacity.types import PoolId
from webapp.events.models import Event
from webapp.events.types import EventId, EventStatus
from webapp.foundation import facts
from webapp.foundation.database import session
from webapp.foundation.going_on import Work, go_through, resting
from webapp.foundation.stopping import StoppedError
from webapp.foundation.transaction import savepoint
from webapp.registration import queries, rules
from webapp.registration.facts import OfferExpired
from webapp.registration.models import Registration
from webapp.registration.services import event_places, history, waiting_list
from webapp.registration.services.event_places import Places
from webapp.registration.services.open_wishes import end_wishes
from webapp.registration.types import HOLDS_A_PLACE, ChangeKind, RegistrationId, RegistrationStatus

HOLDING = (RegistrationStatus.PENDING, RegistrationStatus.OFFERED)
_Due = Row[RegistrationId, str, int, dict[str, int]]
_EXPIRING = "let a registration expire"
_ENDING = (*HOLDING, RegistrationStatus.WAITING, RegistrationStatus.REQUESTED)


def expire_due(*, now: datetime) -> int:
    """Let every registration and offer expire whose time is over; its places go to the first in line.

    Inside the caller's transaction; whatever raises at one of them is passed over.
    """
    events = {event.id: event for event in _events_with_due(now)}
    expired: Counter[EventId] = Counter()
    places: dict[EventId, Places] = {}

    def expire(event_id: EventId) -> None:
        places[event_id] = event_places.lock(events[event_id])
        expired[event_id] = expire_at(places[event_id], now, _ENDING)

    done = go_through(Work("let places expire", expire, savepoint), events)
    for event_id in done:  # last, so that no list's revision stays locked while a pool is waited for
        places[event_id].renew()
    return sum(expired[event_id] for event_id in done)


def expire_at(places: Places, now: datetime, which: Sequence[RegistrationStatus]) -> int:
    """Do so for one event, behind the caller's lock; returns how many expired. The caller has the pages renewed.

    Nothing does while the event is cancelled or has no date: `begin_anew` says until when it is held after that.

    All at once; where that fails, one after the other.
    """
    due = _due(places.event, now, which)
    passed_over = resting(_EXPIRING) if due else ()
    rows = {row.id: row for row in due if str(row.id) not in passed_over}
    if not rows:
        return 0

    def expire(registration_id: RegistrationId) -> None:
        places.forget()  # what the one before did may have been undone
        _expire(places, now, [rows[registration_id]])

    try:
        with savepoint():
            return _expire(places, now, list(rows.values()))
    except StoppedError:
        raise
    except Exception:  # noqa: BLE001 - whichever of them it was is found out now
        done = go_through(Work(_EXPIRING, expire, savepoint), rows)
        places.forget()
        return len(done)


def clear(places: Places, now: datetime, which: Sequence[RegistrationStatus]) -> None:
    """Do so for one event and have its pages renewed, for whoever comes and can't wait for the job."""
    if expire_at(places, now, which):
        places.renew()


def _expire(places: Places, now: datetime, due: Sequence[_Due]) -> int:
    session().execute(
        update(Registration)
        .where(Registration.id.in_([row.id for row in due]))
        .values(status=RegistrationStatus.EXPIRED.value, held_until=None)
    )
    end_wishes([row.id for row in due])
    freed: Counter[PoolId] = Counter()
    for row in due:
        if row.status in HOLDS_A_PLACE:
            freed.update(rules.as_needed(places.event.pool_id, row.heads, row.takes))
        if row.status == RegistrationStatus.OFFERED:
            history.record_by_itself(event_places.current(row.id), ChangeKind.OFFER_EXPIRED, now=now)
            facts.publish(OfferExpired(row.id))
    if freed:
        places.give_back(dict(freed))
        waiting_list.advance(places, now)
    return len(due)


def begin_anew(*, event: Event, now: datetime) -> None:
    """Give everybody their whole time once more, now that the event has a date, for an answer or a confirmation.

    Places that got free meanwhile go to the first in line, so that whatever is told of the date knows who has an offer.
    """
    event_places.lock(event)
    until = {
        RegistrationStatus.PENDING: rules.kept_until(event, now, seated=True),
        RegistrationStatus.WAITING: rules.kept_until(event, now, seated=False),
        RegistrationStatus.REQUESTED: rules.kept_until(event, now, seated=False),
        RegistrationStatus.OFFERED: rules.offered_until(event, now, queries.setup_of(event.id).offer_hours),
    }
    held = Registration.event_id == event.id, Registration.status.in_(_ENDING), Registration.held_until.is_not(None)
    for registration in session().scalars(select(Registration).where(*held).with_for_update()).all():
        status = RegistrationStatus(registration.status)
        registration.held_until = max(until[status], _until_the_end(event, now) if status in HOLDING else now)
        if status is RegistrationStatus.OFFERED:
            history.record_by_itself(registration, ChangeKind.OFFERED, now=now)
    session().flush()
    waiting_list.move_up(event=event, now=now)


def _until_the_end(event: Event, now: datetime) -> datetime:
    """Once the event runs nobody moves up any more: whoever held a place then may still take it."""
    return event.ends_at if event.starts_at <= now else now


def _due(event: Event, now: datetime, which: Sequence[RegistrationStatus]) -> Sequence[_Due]:
    if rules.stands_still(event):
        return ()
    statement = select(Registration.id, Registration.status, Registration.heads, Registration.takes).where(
        Registration.event_id == event.id, Registration.status.in_(which), Registration.held_until <= now
    )
    return session().execute(statement).all()


def _events_with_due(now: datetime) -> Sequence[Event]:
    due = select(Registration.event_id).where(Registration.status.in_(_ENDING), Registration.held_until <= now)
    takes_place = Event.status == EventStatus.PUBLISHED
    statement = select(Event).where(Event.id.in_(due), takes_place).order_by(Event.pool_id)
    return session().scalars(statement.options(joinedload(Event.host), joinedload(Event.venue))).all()
