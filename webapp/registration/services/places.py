"""What every change of a registration does to the places of its event.

Whoever changes places locks the event's pool first and registrations after it, so that two never wait in a ring.
"""

from sqlalchemy import select

from webapp.capacity.models import Pool
from webapp.capacity.queries import level
from webapp.capacity.services import book, release
from webapp.capacity.types import Level
from webapp.events.models import Event
from webapp.foundation import revisions
from webapp.foundation.database import session
from webapp.registration.models import Registration
from webapp.registration.types import RegistrationId


def take(event: Event, heads: int) -> Level | None:
    """Take places unless too few are left; how full the event is then. Behind it nobody else changes its places."""
    taken = book({event.pool_id: heads})
    return None if taken is None else taken[event.pool_id]


def give_back(event: Event, heads: int) -> None:
    """Give places back."""
    release({event.pool_id: heads})


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


def renew(event: Event, *, was_full: bool, is_full_now: bool | None = None) -> None:
    """Have the pages made anew that show how many come, and the lists when an event got full or has room again."""
    scopes = [f"event:{event.slug}"]
    if (is_full(event) if is_full_now is None else is_full_now) != was_full:
        scopes.append("events")
    revisions.bump(*scopes)
