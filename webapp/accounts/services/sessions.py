"""Sessions: each is known by a key of its own beside the user's id and epoch; a new epoch ends all of them."""

from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select, update

from webapp.accounts import rights
from webapp.accounts.models import EndedSession, RunningSession, User
from webapp.accounts.types import UserId
from webapp.foundation import tokens
from webapp.foundation.database import session
from webapp.foundation.inserting import insert_new


def begin_session(*, user: User, browser: str, now: datetime) -> str:
    """The key of a new session, which its owner finds in their list from now on."""
    key = tokens.new_id()
    _list(key, user.id, browser, now)
    return key


def note_use(*, key: str, user_id: UserId, browser: str, now: datetime) -> None:
    """Note that a session is used; one that began before there was a list comes on it, one that ended doesn't."""
    noted = update(RunningSession).where(RunningSession.key == key).values(used_at=now).returning(RunningSession.key)
    if session().scalar(noted) is None and not session().scalar(select(exists().where(EndedSession.key == key))):
        _list(key, user_id, browser, now)


def end_session(*, key: str, now: datetime) -> None:
    """End one session on the server, so that a copy of its cookie opens nothing; once is enough."""
    insert_new(EndedSession, key=key, ended_at=now)
    session().execute(delete(RunningSession).where(RunningSession.key == key))


def sign_out_elsewhere(*, user: User, but: str) -> None:
    """End all sessions of one's own account `but` the one with this key, which goes on under the new epoch."""
    rights.require_own(user.public_id)
    end_all_sessions(user=user, but=but)


def end_all_sessions(*, user: User, but: str = "") -> None:
    """End all sessions of a user; the one with the key `but` stays on the list, for who gets the new epoch there."""
    user.session_epoch = tokens.new_id()
    session().execute(delete(RunningSession).where(RunningSession.user_id == user.id, RunningSession.key != but))
    session().flush()


def forget_ended_sessions(*, now: datetime, lasting: timedelta) -> int:
    """Forget sessions whose cookies have grown too old to be taken by now; returns how many had ended before."""
    session().execute(delete(RunningSession).where(RunningSession.used_at < now - lasting))
    old = delete(EndedSession).where(EndedSession.ended_at < now - lasting)
    return int(session().execute(old).rowcount)  # type: ignore[attr-defined]


def _list(key: str, user_id: UserId, browser: str, now: datetime) -> None:
    insert_new(RunningSession, key=key, user_id=user_id, browser=browser, begun_at=now, used_at=now)
