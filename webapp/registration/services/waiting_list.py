"""The waiting list: first come, first served for each scarce thing, by offers that end.

Whoever hasn't confirmed the address is passed over.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from webapp.capacity.models import Pool
from webapp.events.models import Event
from webapp.events.types import EventId, EventStatus
from webapp.foundation import facts
from webapp.foundation.database import session
from webapp.foundation.going_on import Work, go_through
from webapp.foundation.transaction import savepoint
from webapp.registration import queries, rules
from webapp.registration.facts import OfferMade
from webapp.registration.models import Registration
from webapp.registration.rules import Claim
from webapp.registration.services import allotting, event_places, history
from webapp.registration.services.event_places import Places
from webapp.registration.types import ChangeKind, Needs, RegistrationId, RegistrationStatus


def move_up(*, event: Event, now: datetime) -> int:
    """Offer free places to the first in line, for instance after the capacity was raised; returns how many offers."""
    places = event_places.lock(event)
    offered = advance(places, now)
    if offered:
        places.renew()
    return offered


def fill_free_places(*, now: datetime) -> int:
    """Do so for every event that has both free places and people in line; returns how many offers."""
    statement = (
        select(Event)
        .join(Pool, Pool.id == Event.pool_id)
        .where(
            Event.status == EventStatus.PUBLISHED,
            Event.starts_at > now,
            or_(Pool.capacity.is_(None), Pool.taken < Pool.capacity),
            Event.id.in_(select(Registration.event_id).where(*queries.IN_LINE)),
        )
        .order_by(Event.pool_id)
        .options(joinedload(Event.host), joinedload(Event.venue))
    )
    events = {event.id: event for event in session().scalars(statement).all()}
    offered: Counter[EventId] = Counter()

    def fill(event_id: EventId) -> None:
        offered[event_id] = move_up(event=events[event_id], now=now)

    return sum(offered[each] for each in go_through(Work("fill free places", fill, savepoint), events))


def advance(places: Places, now: datetime) -> int:
    """As `move_up`, behind the caller's lock; the caller has the pages renewed."""
    if not rules.may_move_up(places.event, now):
        return 0
    offered = 0
    while called := allotting.called_up(places):
        done = _offer_all(places, called, now)
        offered += len(done)
        if len(done) == len(called):
            break
        # Whoever was passed over rests by now, and the next one is called up.
        places.forget()
    return offered


def _offer_all(places: Places, called: Mapping[RegistrationId, Needs], now: datetime) -> list[RegistrationId]:
    until = rules.offered_until(places.event, now, queries.setup_of(places.event.id).offer_hours)

    def call(registration_id: RegistrationId) -> None:
        if not allotting.allot(places, Claim(called[registration_id], out_of_turn=True), now).is_seated:
            raise RuntimeError("a place was taken behind the event's lock")
        offer(event_places.current(registration_id), until, now)

    return go_through(Work(allotting.OFFERING, call, savepoint), called)


def offer(registration: Registration, until: datetime, now: datetime) -> None:
    """Keep the places that were taken for somebody in line until then."""
    registration.status = RegistrationStatus.OFFERED.value
    registration.held_until = until
    history.record_by_itself(registration, ChangeKind.OFFERED, now=now)
    session().flush()
    facts.publish(OfferMade(registration.id, until))


def is_in_line(registration: Registration) -> bool:
    """True for who waits and has confirmed the address."""
    return registration.status == RegistrationStatus.WAITING and registration.held_until is None


def queue_time(places: Places, now: datetime) -> datetime:
    """The moment under which the next one queues; nobody else gets one behind the same lock."""
    return rules.queued_after(queries.last_rank(places.event.id), now)
