"""Who has an account, and who is signed in."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp.accounts.models import EndedSession, RunningSession, User
from webapp.accounts.types import Actor, Assignment, Role, UserId
from webapp.foundation.database import session
from webapp.foundation.email_addresses import normal_form


def find_user_by_address(address: str) -> User | None:
    statement = select(User).where(User.email_normal == normal_form(address)).options(joinedload(User.roles))
    return session().execute(statement).unique().scalar_one_or_none()


class InUse(NamedTuple):
    """Who is signed in, and when it was last noted that the session is used."""

    user: User
    used_at: datetime | None


def find_user_of_session(session_id: str) -> InUse | None:
    """The active user of a session id `public_id:epoch:key`; None once the epoch has moved on or somebody signed out.

    One query.
    """
    public_id, epoch, key = [*session_id.split(":"), "", ""][:3]
    ended = select(EndedSession.key).where(EndedSession.key == key).exists()
    used_at = select(RunningSession.used_at).where(RunningSession.key == key).scalar_subquery()
    statement = select(User, used_at).where(User.public_id == public_id, ~ended).options(joinedload(User.roles))
    row = session().execute(statement).unique().one_or_none()
    is_on = key and row is not None and row[0].active and row[0].session_epoch == epoch
    return InUse(row[0], row[1]) if row is not None and is_on else None


def sessions_of(user_id: UserId) -> Sequence[RunningSession]:
    """Where somebody is signed in, the one used last first. One query."""
    statement = select(RunningSession).where(RunningSession.user_id == user_id)
    return session().scalars(statement.order_by(RunningSession.used_at.desc(), RunningSession.begun_at.desc())).all()


def all_users() -> Sequence[User]:
    """Everybody who has an account, with their roles, by address. One query."""
    statement = select(User).options(joinedload(User.roles)).order_by(User.email_normal)
    return session().execute(statement).unique().scalars().all()


def find_active_user(public_id: str) -> User | None:
    """The user of a public id, unless the account is closed. One query."""
    statement = select(User).where(User.public_id == public_id).options(joinedload(User.roles))
    user = session().execute(statement).unique().scalar_one_or_none()
    return user if user is not None and user.active else None


def names_of(keys: Iterable[str]) -> dict[str, str]:
    """What those are called who act by an account, by the key under which they acted. One query."""
    named = select(User.public_id, User.name).where(User.public_id.in_(set(keys)))
    return {row.public_id: row.name for row in session().execute(named)}


def actor_of(user: User) -> Actor:
    """The user as services see them."""
    return Actor(
        key=user.public_id,
        assignments=tuple(Assignment(Role(r.role), r.organisation_id, r.event_key) for r in user.roles),
    )
