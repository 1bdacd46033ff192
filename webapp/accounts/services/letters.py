"""Letters that prove an address: to set a new password, to have another address."""

from datetime import datetime

from sqlalchemy import delete

from webapp.accounts import queries, rights, rules
from webapp.accounts.errors import AddressTakenError, LetterGoneError
from webapp.accounts.facts import AddressReplaced, LetterAsked
from webapp.accounts.models import AskedLetter, User
from webapp.accounts.services.passwords import hashed, set_password
from webapp.accounts.types import Asked
from webapp.foundation import facts, tokens
from webapp.foundation.database import session
from webapp.foundation.email_addresses import checked_address, normal_form
from webapp.foundation.transaction import all_or_nothing


def ask_for_password(*, email: str, language: str, now: datetime) -> None:
    """Note that somebody forgot a password. The same is done for every address; `look_at_asked` finds whose it is."""
    _note(Asked.PASSWORD, checked_address(email), None, language, now)


def look_at_asked(*, letter: AskedLetter, now: datetime) -> None:
    """Have the letter written when somebody has this address; forget it when nobody has."""
    user = queries.find_user_by_address(letter.email)
    if user is None or not user.active or now >= letter.expires_at:
        session().delete(letter)
        return
    letter.user = user
    letter.email = user.email  # as its owner wrote it
    session().flush()
    facts.publish(LetterAsked(letter.public_id))


def reset_password(*, letter: AskedLetter, password: str, now: datetime) -> User:
    """Set a new password for who has the letter, which opens nothing afterwards; all sessions end."""
    user = _owner(letter, Asked.PASSWORD, now)
    password_hash = hashed(password, known=(user.name, user.email))
    _use_up(letter)
    set_password(user=user, password_hash=password_hash)
    return user


def ask_for_address(*, user: User, email: str, language: str, now: datetime) -> None:
    """Write to a new address of one's own account; the one before stays until the letter's link was used."""
    rights.require_own(user.public_id)
    session().execute(
        delete(AskedLetter).where(AskedLetter.user_id == user.id, AskedLetter.kind == Asked.ADDRESS.value)
    )
    letter = _note(Asked.ADDRESS, checked_address(email), user, language, now)
    facts.publish(LetterAsked(letter.public_id))


@all_or_nothing
def confirm_address(*, letter: AskedLetter, now: datetime) -> User:
    """Have the account go by its new address, and tell the one before; AddressTakenError when somebody has it."""
    user = _owner(letter, Asked.ADDRESS, now)
    _use_up(letter)
    owner = queries.find_user_by_address(letter.email)
    if owner not in {None, user}:
        raise AddressTakenError
    before, user.email, user.email_normal = user.email, letter.email, normal_form(letter.email)
    # Letters for a new password that went to the address before open nothing any more.
    session().execute(delete(AskedLetter).where(AskedLetter.user_id == user.id))
    session().flush()
    facts.publish(AddressReplaced(user.public_id, before, user.language or letter.language))
    return user


def forget_old_letters(*, now: datetime) -> None:
    """Forget letters whose links open nothing any more."""
    session().execute(delete(AskedLetter).where(AskedLetter.expires_at < now))


def _note(kind: Asked, email: str, user: User | None, language: str, now: datetime) -> AskedLetter:
    letter = AskedLetter(
        public_id=tokens.new_id(),
        kind=kind.value,
        user=user,
        email=email,
        language=language,
        asked_at=now,
        expires_at=now + rules.LETTER_LASTS[kind],
    )
    session().add(letter)
    session().flush()
    return letter


def _use_up(letter: AskedLetter) -> None:
    """Of two who use it at the same moment, the second one finds it gone."""
    used = delete(AskedLetter).where(AskedLetter.public_id == letter.public_id).returning(AskedLetter.public_id)
    if session().scalar(used.execution_options(synchronize_session=False)) is None:
        raise LetterGoneError
    session().expunge(letter)


def _owner(letter: AskedLetter, kind: Asked, now: datetime) -> User:
    user = letter.user
    is_open = letter.kind == kind and rules.letter_is_open(expires_at=letter.expires_at, now=now)
    if user is None or not user.active or not is_open:
        raise LetterGoneError
    return user
