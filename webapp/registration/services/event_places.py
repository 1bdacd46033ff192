"""The places of an event behind its lock: how many are taken, and the only hands that take them or give them back.

Whoever changes places locks the event's pool first and registrations after it, so that two never wait in a ring.
"""

from collections.abc import Iterable, Mapping, MutableMapping

from sqlalchemy import bindparam, select

from webapp.capacity.models import Pool
from webapp.capacity.queries import level, levels
from webapp.capacity.services import book, book_beyond, release
from webapp.capacity.types import Level, PoolId
from webapp.events.models import Event
from webapp.events.scopes import EVENTS, event_scope
from webapp.foundation import revisions
from webapp.foundation.database import session, table_of
from webapp.registration import rules
from webapp.registration.models import Registration
from webapp.registration.services.reckoning import Reckoning
from webapp.registration.types import NEARLY_FULL, Needs, RegistrationId

_POOLS = table_of(Pool).c
_STANDING = ["status", "deleted_at", "starts_at", "ends_at", "registration_closes_at", "features"]
_LOCKED = select(_POOLS.taken, _POOLS.capacity).where(_POOLS.id == bindparam("pool_id")).with_for_update()


class Places:
    """What an event has of all that is scarce, in the hands of whoever holds its lock.

    Nobody else changes it until the transaction ends, so each figure is read once, and only when it matters.
    """

    def __init__(self, event: Event, known: Mapping[PoolId, Level] | None = None, ahead: Needs | None = None) -> None:
        self.event = event
        self._levels = dict(known or {})
        self._ahead = dict(ahead or {})
        self._is_noted = False
        self._free_before: int | None = None  # how many places there were before anything was done
        if known:
            self._note_how_it_was()

    @property
    def is_full(self) -> bool:
        """True when no place at the event is left."""
        return self._level(self.event.pool_id).full

    @property
    def are_taken_ahead(self) -> bool:
        """True while somebody's needs are taken that nothing is decided about."""
        return bool(self._ahead)

    def needs_of(self, registration: Registration) -> Needs:
        """All that a registration takes or waits for."""
        return needs_of(self.event, registration)

    def levels(self, pool_ids: Iterable[PoolId] = ()) -> MutableMapping[PoolId, Level]:
        """How full each pool is, to reckon with: these at once, any other one when it is asked for."""
        unknown = set(pool_ids) - self._levels.keys()
        if unknown:
            self._levels.update(levels(unknown))
        return Reckoning(self._level)

    def take(self, needs: Needs) -> bool:
        """Take all of it or nothing; False where too little is left."""
        self._note_how_it_was()
        if self._ahead and self._ahead == needs:
            self._count(self._ahead, 1)
            self._ahead = {}
            return True
        taken = book(needs)
        if taken is None:
            self.forget()  # the desk may have changed how many there are of something beside the event
            return False
        self._levels.update(taken)
        return True

    def grant(self, needs: Needs) -> None:
        """Take it even where none is left: somebody decided so."""
        self._note_how_it_was()
        book_beyond(needs)
        self._count(needs, 1)

    def give_back(self, needs: Needs) -> None:
        """Give places back."""
        self._note_how_it_was()
        release(needs)
        self._count(needs, -1)

    def leave(self) -> None:
        """Give back what was taken ahead."""
        release(self._ahead)
        self._ahead = {}

    def forget(self) -> None:
        """Have all figures read anew: something was undone."""
        self._note_how_it_was()
        self._levels.clear()

    def renew(self, *, line_moved: bool = True) -> None:
        """Have the pages made anew that show how many come, and the lists when one of the last places came or went.

        Beside the last places a group may begin to wait or stop, and lists say that too, unless no `line_moved`.
        """
        self._note_how_it_was()
        before, free = self._free_before, self._level(self.event.pool_id).free
        are_few = any(each is not None and each < NEARLY_FULL for each in (before, free))
        scopes = [event_scope(self.event.slug)]
        if are_few and (free != before or (line_moved and free)):
            scopes.append(EVENTS)
        self._free_before = free
        revisions.bump(*scopes)

    def _level(self, pool_id: PoolId) -> Level:
        if pool_id not in self._levels:
            self._levels[pool_id] = level(pool_id)
        return self._levels[pool_id]

    def _count(self, needs: Needs, sign: int) -> None:
        for pool_id in needs.keys() & self._levels.keys():
            known = self._levels[pool_id]
            self._levels[pool_id] = Level(known.taken + sign * needs[pool_id], known.capacity)

    def _note_how_it_was(self) -> None:
        if not self._is_noted:
            self._is_noted, self._free_before = True, self._level(self.event.pool_id).free


def lock(event: Event) -> Places:
    """Let nobody else book, queue or move up at the event until this transaction ends, and read how it stands.

    It may have been called off, or taken off the page, since it was read: whoever changes that locks as well
    (`events.services.holding`).
    """
    places = _lock(event)
    if event in session():  # else it was read by an earlier transaction, which whoever has it answers for
        if session().is_modified(event):
            session().flush()
        session().refresh(event, _STANDING)
    return places


def _lock(event: Event) -> Places:
    row = session().execute(_LOCKED, {"pool_id": event.pool_id}).one()
    return Places(event, {event.pool_id: Level(taken=row.taken, capacity=row.capacity)})


def lock_taking(event: Event, needs: Needs) -> Places:
    """As `lock`, with all of it taken ahead of the decision where it is free: who takes one place has locked as well.

    `take` keeps it, `leave` gives it back. How the event stands is read by the caller, with what else is asked then.
    """
    locked = _lock(event) if len(needs) > 1 else None
    taken = book(needs)
    if taken is None:
        return locked or _lock(event)
    before = {pool_id: Level(each.taken - needs[pool_id], each.capacity) for pool_id, each in taken.items()}
    return Places(event, before, ahead=needs)


def lock_for(registration: Registration) -> tuple[Places, Registration]:
    """As `lock`, with the registration as it stands then."""
    places = lock(registration.event)
    return places, current(registration.id)


def current(registration_id: RegistrationId) -> Registration:
    """The registration as it stands, read again behind the lock."""
    statement = select(Registration).where(Registration.id == registration_id)
    return session().execute(statement.with_for_update().execution_options(populate_existing=True)).scalar_one()


def needs_of(event: Event, registration: Registration) -> Needs:
    """All that a registration takes or waits for."""
    return rules.as_needed(event.pool_id, registration.heads, registration.takes)
