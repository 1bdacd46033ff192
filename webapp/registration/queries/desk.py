"""What the organizer's desk shows of registrations beside their list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from webapp.capacity.queries import levels
from webapp.capacity.types import PoolId
from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.registration import rules
from webapp.registration.models import Change, Registration
from webapp.registration.queries.setup import all_categories_of, choice_pools_of
from webapp.registration.types import HeldUp, RegistrationId, RegistrationStatus, Waiting

_SHOWN = 50
_NOT_HELD_UP = HeldUp(RegistrationId(0), frozenset(), is_behind=False, never=frozenset())


@dataclass(frozen=True, slots=True)
class Lack:
    """What somebody in line waits for: the event, a category (its public id) or an answer, and what is free of it.

    `places` is how many there are in all.
    """

    of: str
    key: str
    needed: int
    free: int
    places: int | None = None


@dataclass(frozen=True, slots=True)
class InLine:
    """Somebody on the waiting list, and why nothing was offered yet; `never`: of what there is too little in all."""

    registration: Registration
    unconfirmed: bool
    lacks: tuple[Lack, ...]
    is_behind: bool
    never: Lack | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """The waiting list from its beginning; `stands_still` once the event has begun or is off."""

    entries: tuple[InLine, ...]
    stands_still: bool


def line_of(event: Event, now: datetime) -> Line:
    """The first of the waiting list, and why nobody was called up. Five queries, however many wait."""
    statement = (
        select(Registration)
        .where(Registration.event_id == event.id, Registration.status == RegistrationStatus.WAITING)
        .order_by(Registration.queued_at, Registration.id)
        .limit(_SHOWN)
        .options(selectinload(Registration.attendees))
    )
    waiting = session().scalars(statement).all()
    needs = {each.id: rules.as_needed(event.pool_id, each.heads, each.takes) for each in waiting}
    known = levels({pool for each in needs.values() for pool in each}) if needs else {}
    confirmed = [Waiting(each.id, needs[each.id]) for each in waiting if each.held_until is None]
    held_up = {each.registration_id: each for each in rules.held_up(confirmed, known)}
    names = _names(event.id)

    def lack(registration_id: RegistrationId, pool: PoolId) -> Lack:
        level, needed = known[pool], needs[registration_id][pool]
        return Lack(*names.get(pool, ("event", "")), needed=needed, free=level.free or 0, places=level.capacity)

    entries = []
    for each in waiting:
        why = held_up.get(each.id, _NOT_HELD_UP)
        lacks = tuple(lack(each.id, pool) for pool in sorted(why.short))
        never = next((lack(each.id, pool) for pool in sorted(why.never)), None)
        entries.append(InLine(each, each.held_until is not None, lacks, why.is_behind, never))
    return Line(tuple(entries), not rules.may_move_up(event, now))


def history_of(registration_id: RegistrationId) -> Sequence[Change]:
    """What was done to a registration, the latest first."""
    statement = select(Change).where(Change.registration_id == registration_id).order_by(Change.id.desc())
    return session().scalars(statement).all()


def _names(event_id: EventId) -> dict[PoolId, tuple[str, str]]:
    named = {each.pool_id: ("category", each.public_id) for each in all_categories_of(event_id) if each.pool_id}
    named |= {pool_id: ("answer", key[0]) for key, pool_id in choice_pools_of(event_id).items()}
    return named
