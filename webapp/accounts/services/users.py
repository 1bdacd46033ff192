"""Accounts: made, changed by whom they belong to, locked, closed."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, or_

from webapp.accounts import queries, rights, rules
from webapp.accounts.errors import AddressTakenError, NameUnusableError
from webapp.accounts.facts import AccountClosed
from webapp.accounts.models import TeamInvitation, User
from webapp.accounts.services.keeping import keep_the_last
from webapp.accounts.services.passwords import hashed
from webapp.accounts.services.sessions import end_all_sessions
from webapp.accounts.types import Role
from webapp.foundation import facts, tokens
from webapp.foundation.database import session
from webapp.foundation.email_addresses import checked_address, normal_form


@rights.admin_only
def add_user(*, email: str, name: str, password: str, now: datetime, known: Iterable[str] = ()) -> User:
    """A new member of the staff; refuses a taken address, a password that is easy to guess and what is no name."""
    address = checked_address(email)
    if not rules.is_name(name):
        raise NameUnusableError
    # First of all, so that nobody waits for it who wants to write.
    return store_user(email=address, name=name, password_hash=hashed(password, known=(name, address, *known)), now=now)


def store_user(*, email: str, name: str, password_hash: str, now: datetime, language: str = "") -> User:
    """As `add_user`, for who has proved the address, with what `hashed` made."""
    if not rules.is_name(name):
        raise NameUnusableError
    if queries.find_user_by_address(email) is not None:
        raise AddressTakenError
    user = User(
        public_id=tokens.new_id(),
        email=email,
        email_normal=normal_form(email),
        name=name,
        password_hash=password_hash,
        session_epoch=tokens.new_id(),
        active=True,
        language=language,
        created_at=now,
    )
    session().add(user)
    session().flush()
    return user


def change_profile(*, user: User, name: str, language: str) -> None:
    """Change what colleagues call oneself, and the language that the desk and letters speak."""
    rights.require_own(user.public_id)
    if not rules.is_name(name):
        raise NameUnusableError
    user.name, user.language = name, language
    session().flush()


def close_account(*, user: User) -> None:
    """Delete one's own account with all that hangs on it; LastOfTheirKindError for whoever must stay."""
    rights.require_own(user.public_id)
    for held in user.roles:
        keep_the_last(held)
    asked = or_(TeamInvitation.email_normal == user.email_normal, TeamInvitation.invited_by == user.public_id)
    session().execute(delete(TeamInvitation).where(asked))
    session().delete(user)
    session().flush()
    facts.publish(AccountClosed(user.public_id, user.email_normal))


@rights.admin_only
def lock(*, user: User) -> None:
    """Let nobody sign in with this account any more, and end its sessions; LastOfTheirKindError for the last admin."""
    for held in user.roles:
        if held.role == Role.ADMIN:
            keep_the_last(held)
    user.active = False
    end_all_sessions(user=user)


@rights.admin_only
def unlock(*, user: User) -> None:
    """Let a locked account be used again."""
    user.active = True
    session().flush()
