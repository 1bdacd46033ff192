from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import delete

from webapp.accounts import acting, queries, rights, rules
from webapp.accounts.errors import (
    AddressTakenError,
    MayNotError,
    NameUnusableError,
    WeakPasswordError,
    WrongCredentialsError,
)
from webapp.accounts.models import AccessLink, EndedSession, RoleAssignment, User
from webapp.accounts.types import Role
from webapp.foundation import tokens
from webapp.foundation.database import session
from webapp.foundation.email_addresses import checked_address, normal_form
from webapp.foundation.errors import InvalidError
from webapp.foundation.inserting import insert_new
from webapp.organisations.types import OrganisationId


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _decoy() -> str:
    return _hasher().hash(tokens.new_id())


@rights.admin_only
def add_user(*, email: str, name: str, password: str, now: datetime) -> User:
    """A new member of the staff; refuses a taken address, a password shorter than 12 characters and what is no name."""
    address = checked_address(email)
    if not rules.is_name(name):
        raise NameUnusableError
    # First of all, so that nobody waits for it who wants to write.
    hashed = _hasher().hash(password) if len(password) >= rules.SHORTEST_PASSWORD else None
    if queries.find_user_by_address(address) is not None:
        raise AddressTakenError
    if hashed is None:
        raise WeakPasswordError
    user = User(
        public_id=tokens.new_id(),
        email=address,
        email_normal=normal_form(address),
        name=name,
        password_hash=hashed,
        session_epoch=tokens.new_id(),
        active=True,
        created_at=now,
    )
    session().add(user)
    session().flush()
    return user


@rights.admin_only
def assign_role(
    *, user: User, role: Role, organisation_id: OrganisationId | None = None, event_key: str | None = None
) -> None:
    """Give a role; sessions that began before it end."""
    user.roles.append(RoleAssignment(role=role.value, organisation_id=organisation_id, event_key=event_key))
    user.session_epoch = tokens.new_id()
    session().flush()


def change_password(*, user: User, password: str) -> None:
    """Set a new password and end all sessions."""
    if len(password) < rules.SHORTEST_PASSWORD:
        raise WeakPasswordError
    user.password_hash = _hasher().hash(password)
    user.session_epoch = tokens.new_id()
    session().flush()


def end_session(*, key: str, now: datetime) -> None:
    """End one session on the server, so that a copy of its cookie opens nothing; once is enough."""
    insert_new(EndedSession, key=key, ended_at=now)


def forget_ended_sessions(*, now: datetime, lasting: timedelta) -> int:
    """Forget sessions whose cookies have grown too old to be taken by now; returns how many."""
    old = delete(EndedSession).where(EndedSession.ended_at < now - lasting)
    return int(session().execute(old).rowcount)  # type: ignore[attr-defined]


def authenticate(*, email: str, password: str) -> User:
    """The user with these credentials, else WrongCredentialsError, taking as long for unknown addresses."""
    user = queries.find_user_by_address(email)
    try:
        _hasher().verify(user.password_hash if user else _decoy(), password)
    except VerificationError:
        raise WrongCredentialsError from None
    if user is None or not user.active:
        raise WrongCredentialsError
    return user


@rights.staff_only
def open_access_link(
    *, event_key: str, role: Role, label: str, valid_for: timedelta, now: datetime, part_key: str = ""
) -> AccessLink:
    """A link for door staff or a facilitator of one event or of a part of it, valid for at most 30 days."""
    if role not in {Role.DOOR, Role.FACILITATOR}:
        raise MayNotError
    if not timedelta(0) < valid_for <= rules.LONGEST_LINK:
        raise InvalidError("a link is valid for up to 30 days")
    link = AccessLink(
        public_id=tokens.new_id(),
        event_key=event_key,
        role=role.value,
        label=label,
        part_key=part_key,
        created_by=acting.actor().key,
        created_at=now,
        expires_at=now + valid_for,
    )
    session().add(link)
    session().flush()
    return link


def forget_rights_at(*, event_key: str) -> None:
    """Delete the access links and the roles of an event that is no more."""
    session().execute(delete(AccessLink).where(AccessLink.event_key == event_key))
    session().execute(delete(RoleAssignment).where(RoleAssignment.event_key == event_key))


@rights.staff_only
def revoke_access_link(*, link: AccessLink, now: datetime) -> None:
    """End a link at once, on every device that opened it."""
    if link.revoked_at is None:
        link.revoked_at = now
        session().flush()
