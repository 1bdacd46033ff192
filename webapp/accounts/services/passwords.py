"""Passwords: how they are kept, checked, and set anew. Hashing takes long, so it comes before anything is written."""

from collections.abc import Iterable
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import delete

from webapp.accounts import queries, rights
from webapp.accounts.errors import WeakPasswordError, WrongCredentialsError
from webapp.accounts.models import AskedLetter, User
from webapp.accounts.services.sessions import end_all_sessions
from webapp.accounts.strength import weakness_of
from webapp.accounts.types import Asked
from webapp.foundation import tokens, transaction
from webapp.foundation.database import session
from webapp.foundation.http import site
from webapp.organisations.queries import all_names


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _decoy() -> str:
    return _hasher().hash(tokens.new_id())


def hashed(password: str, *, known: Iterable[str] = ()) -> str:
    """The password as it is kept; WeakPasswordError for one that is easy to guess for who knows this of its owner.

    What the house and its organisations are called everybody knows, so it is no password of anybody. One query.
    """
    password.encode()  # what is no text is refused as that
    weakness = weakness_of(password, known=(*known, *_names_of_the_house()))
    if weakness is not None:
        raise WeakPasswordError(weakness)
    return _hasher().hash(password)


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


def prove(*, user: User, password: str) -> None:
    """WrongCredentialsError unless it is the user's password. No query."""
    try:
        _hasher().verify(user.password_hash, password)
    except VerificationError:
        raise WrongCredentialsError from None


def change_password(*, user: User, password: str, but: str = "") -> None:
    """Set a new password and end all sessions, `but` the one with this key; letters for a new one open nothing."""
    rights.require_own(user.public_id)
    set_password(user=user, password_hash=hashed(password, known=(user.name, user.email)), but=but)


def set_password(*, user: User, password_hash: str, but: str = "") -> None:
    """As `change_password`, for who has proved otherwise that they may, with what `hashed` made."""
    user.password_hash = password_hash
    letters = delete(AskedLetter).where(AskedLetter.user_id == user.id, AskedLetter.kind == Asked.PASSWORD.value)
    session().execute(letters)
    end_all_sessions(user=user, but=but)


def _names_of_the_house() -> list[str]:
    """Read before anything is written: hashing takes long, on purpose, and nobody waits for it who wants to write."""
    with transaction.reading_first():
        return [site.current().name, *all_names()]
