"""The waiting list: first come, first served for each scarce thing, by offers that end.

Whoever hasn't confirmed the address is passed over.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import joinedload

from webapp.capacity.models import Pool
from webapp.capacity.services import book
from webapp.events.models import Event
from webapp.events.types import EventId, EventStatus
from webapp.foundation import facts
from webapp.foundation.database import session
from webapp.foundation.going_on import Work, go_through, resting
from webapp.foundation.transaction import savepoint
from webapp.registration import queries, rules
from webapp.registration.facts import OfferMade
from webapp.registration.models import Registration
from webapp.registration.services import event_places, history
from webapp.registration.types import ChangeKind, Needs, RegistrationId, RegistrationStatus, Waiting

_AT_ONCE = 100
_OFFERING = "offer a place"


def move_up(*, event: Event, now: datetime) -> int:
    """Offer free places to the first in line, for instance after the capacity was raised; returns how many offers."""
    event_places.lock(event)
    was_full = event_places.is_full(event)
    offered = advance(event, now)
    if offered:
        event_places.renew(event, was_full=was_full)
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


def advance(event: Event, now: datetime) -> int:
    """As `move_up`, behind the caller's lock; the caller has the pages renewed."""
    if not rules.may_move_up(event, now):
        return 0
    offered = 0
    while called := {each.registration_id: each.needs for each in _called(event)}:
        done = _offer_all(event, called, now)
        offered += len(done)
        if len(done) == len(called):
            break
        # Whoever was passed over rests by now, and the next one is called up.
    return offered


def _offer_all(event: Event, called: Mapping[RegistrationId, Needs], now: datetime) -> list[RegistrationId]:
    until = rules.offered_until(event, now, queries.setup_of(event.id).offer_hours)

    def call(registration_id: RegistrationId) -> None:
        if book(called[registration_id]) is None:
            raise RuntimeError("a place was taken behind the event's lock")
        offer(event_places.current(registration_id), until, now)

    return go_through(Work(_OFFERING, call, savepoint), called)


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


def take_if_called(event: Event, registration: Registration, now: datetime) -> bool:
    """Take the places that somebody in line is called up for, if they are; the caller makes them certain."""
    if not rules.may_move_up(event, now) or registration.id not in {each.registration_id for each in _called(event)}:
        return False
    return book(event_places.needs_of(event, registration)) is not None


def take_if_free(event: Event, needs: Needs, now: datetime) -> bool:
    """Take all of it, unless too little is left or somebody in line waits for something of it."""
    return passes(event, needs, now) and event_places.take(event, needs) is not None


def passes(event: Event, needs: Needs, now: datetime) -> bool:
    """True unless somebody in line waits for something of it; room without a line is seen on taking.

    Where nobody in line moves up any more they keep nothing back: a free place is a free place.
    """
    return rules.line_is_over(event, now) or not queries.somebody_waits(event.id) or lets_pass(event, needs)


def lets_pass(event: Event, needs: Needs) -> bool:
    """True when there is room and nobody in line waits for something of it."""
    return rules.lets_pass(_line(event), event_places.Levels(), event.pool_id, needs)


def queue_time(event: Event, now: datetime) -> datetime:
    """The moment under which the next one queues; until this transaction ends nobody else gets one."""
    event_places.lock(event)
    last = (
        select(Registration.queued_at)
        .where(Registration.event_id == event.id, Registration.status == RegistrationStatus.WAITING)
        .order_by(Registration.queued_at.desc())
        .limit(1)
    )
    return rules.queued_after(session().scalar(last), now)


def _called(event: Event) -> list[Waiting]:
    passed_over = resting(_OFFERING)
    line = (each for each in _line(event) if str(each.registration_id) not in passed_over)
    return list(rules.call_up(line, event_places.Levels(), event.pool_id))


def _line(event: Event) -> Iterator[Waiting]:
    """Everybody in line, in their order; read piece by piece, because mostly the first few settle it."""
    statement = (
        select(Registration.id, Registration.heads, Registration.takes, Registration.queued_at)
        .where(Registration.event_id == event.id, *queries.IN_LINE)
        .order_by(Registration.queued_at, Registration.id)
        .limit(_AT_ONCE)
    )
    piece = session().execute(statement).all()
    while piece:
        for row in piece:
            yield Waiting(row.id, rules.as_needed(event.pool_id, row.heads, row.takes))
        last = piece[-1]
        piece = session().execute(_behind(statement, last.queued_at, last.id)).all() if len(piece) == _AT_ONCE else []


def _behind(statement: Select, queued_at: datetime, registration_id: RegistrationId) -> Select:  # type: ignore[type-arg]
    same_moment = and_(Registration.queued_at == queued_at, Registration.id > registration_id)
    return statement.where(or_(Registration.queued_at > queued_at, same_moment))
