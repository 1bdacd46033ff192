"""What every change of a registration does to the places of its event.

Whoever changes places locks the event's pool first and registrations after it, so that two never wait in a ring.
"""

from collections.abc import Mapping

from sqlalchemy import select

from webapp.capacity.models import Pool
from webapp.capacity.queries import level, levels
from webapp.capacity.services import book, release
from webapp.capacity.types import Level, PoolId
from webapp.events.models import Event
from webapp.events.scopes import EVENTS, event_scope
from webapp.foundation import revisions
from webapp.foundation.database import session
from webapp.registration import rules
from webapp.registration.errors import ChoiceFullError, GroupTooLargeError
from webapp.registration.models import Registration
from webapp.registration.types import Needs, RegistrationId

_LARGE_GROUP = 12


def needs_of(event: Event, registration: Registration) -> Needs:
    """All that a registration takes or waits for."""
    return rules.as_needed(event.pool_id, registration.heads, registration.takes)


def take(event: Event, needs: Needs) -> Level | None:
    """Take all of it or nothing; how full the event is then. Behind it nobody else changes its places."""
    if len(needs) > 1:
        lock(event)
    taken = book(needs)
    return None if taken is None else taken[event.pool_id]


def give_back(needs: Needs) -> None:
    """Give places back."""
    release(needs)


def exchange(before: Needs, after: Needs) -> bool:
    """Take what comes on top and give back what goes; False when there was too little left, and nothing changed."""
    more = {pool_id: heads - before.get(pool_id, 0) for pool_id, heads in after.items()}
    more = {pool_id: heads for pool_id, heads in more.items() if heads > 0}
    if more and book(more) is None:
        return False
    less = {pool_id: heads - after.get(pool_id, 0) for pool_id, heads in before.items()}
    release({pool_id: heads for pool_id, heads in less.items() if heads > 0})
    return True


def lock(event: Event) -> None:
    """Let nobody else book, queue or move up at the event until this transaction ends."""
    session().execute(select(Pool.id).where(Pool.id == event.pool_id).with_for_update())


def current(registration_id: RegistrationId) -> Registration:
    """The registration as it stands, read again behind the lock."""
    statement = select(Registration).where(Registration.id == registration_id)
    return session().execute(statement.with_for_update().execution_options(populate_existing=True)).scalar_one()


def is_full(event: Event) -> bool:
    """True when no place is left."""
    return level(event.pool_id).full


class Levels(dict[PoolId, Level]):
    """How full each pool is, asked for when that is needed first."""

    def __missing__(self, pool_id: PoolId) -> Level:
        self[pool_id] = level(pool_id)
        return self[pool_id]


def lacking(needs: Mapping[PoolId, int]) -> set[PoolId]:
    """The pools that have too few places left."""
    return rules.lacking(dict(needs), levels(needs))


def refuse_what_never_fits(before: Needs, after: Needs, choices: Mapping[PoolId, tuple[str, str]]) -> None:
    """GroupTooLargeError, or ChoiceFullError for an answer, where more is needed than before and than there is."""
    never = _never_fitting(before, after)
    beside = never.keys() - choices.keys()
    if beside:
        raise GroupTooLargeError(most=min(never[pool_id] for pool_id in beside))
    if never:
        answers = [choices[pool_id] for pool_id in sorted(never)]
        raise ChoiceFullError(choices=answers, most={choices[pool_id][0]: whole for pool_id, whole in never.items()})


def _never_fitting(before: Needs, after: Needs) -> dict[PoolId, int]:
    """How many there are in all of what is needed more of than before, where that is too few."""
    more = {pool_id: heads for pool_id, heads in after.items() if heads > before.get(pool_id, 0)}
    found = levels(more) if more else {}
    return {pool_id: found[pool_id].capacity or 0 for pool_id in rules.beyond_all(more, found)}


def renew(event: Event, *, was_full: bool, is_full_now: bool | None = None) -> None:
    """Have the pages made anew that show how many come, and the lists when an event got full or has room again.

    Beside the last places a group may begin to wait or stop, and lists say that too; whoever names `is_full_now` knows
    that nobody did.
    """
    scopes = [event_scope(event.slug)]
    free = level(event.pool_id).free if is_full_now is None else None
    is_full_now = free == 0 if is_full_now is None else is_full_now
    if is_full_now != was_full or (free is not None and 0 < free < _LARGE_GROUP):
        scopes.append(EVENTS)
    revisions.bump(*scopes)
