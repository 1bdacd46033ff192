"""Idempotency keys: a form sent twice (double tap, lost answer, back button) acts once and is answered alike."""

import hashlib
import hmac
import json
from collections.abc import Callable
from copy import deepcopy
from datetime import datetime, timedelta
from functools import wraps

from flask import current_app, flash, g, make_response, redirect, request
from flask import session as cookie_session
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy import RowMapping, String, Text, bindparam, delete, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from webapp.foundation import clock, tokens, transaction
from webapp.foundation.database import Model, session, table_of
from webapp.foundation.errors import ConflictError, DomainError, InvalidError
from webapp.foundation.http.shared_form import once_key
from webapp.foundation.inserting import insert_new
from webapp.foundation.rivals import was_first

FIELD = "once_key"
_KEPT_FOR = timedelta(hours=24)
_LONGEST_KEY = 64
_IGNORED = {FIELD, "csrf_token"}
_FIRST_REFUSAL = 400
_PIECE = 64 * 1024
_EMPTY = hashlib.sha256().hexdigest()
Cookie = dict[str, object]


class OneTimeKey(Model):
    """A form's key with a digest of what was sent, files as well, and where the first answer led."""

    __tablename__ = "one_time_key"

    key: Mapped[str] = mapped_column(String(_LONGEST_KEY), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    location: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(index=True)


_KEYS = table_of(OneTimeKey)
_FIRST = select(_KEYS.c.digest, _KEYS.c.location).where(_KEYS.c.key == bindparam("sent"))


class KeyReusedError(ConflictError):
    code = "key_reused"


class KeyMissingError(InvalidError):
    code = "key_missing"


def field() -> Markup:
    """The hidden input that every writing form carries."""
    sent = request.form.get(FIELD, "")
    usable = 0 < len(sent) <= _LONGEST_KEY and not g.get("key_is_spent", False)
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, sent if usable else once_key())


def once(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """Let a POST that ends in a redirect act once per key; a repeat gets the same redirect, a changed body 409.

    The key is stored last, in the transaction of what was done: whoever comes second with it, at the same moment or
    later, finds it taken, is undone and answered like the first. What was refused uses up no key (`refuse`).

    What the database refuses because somebody else was quicker (`rivals.was_first`) is undone and done once more: it
    meets what they stored then, and is refused as if it had come a moment later.
    """

    @wraps(view)
    def wrapped(**values: object) -> ResponseReturnValue:
        if request.method != "POST":
            return view(**values)
        key, digest = _key(), _digest()
        before = deepcopy(dict(cookie_session))
        try:
            response = _behind_rivals(view, values, before)
        except (DomainError, HTTPException):
            if (rival := _rival(key)) is None:
                raise
        else:
            if _claim(key, digest, response) or (rival := _rival(key)) is None:
                return response
        # It was done before: that was answered, and so is this.
        _put_back(before)
        answer = _first_answer(rival, digest)
        for name, value in g.get("kept_for_repeats", {}).items():
            cookie_session[name] = value
        return answer

    return wrapped


def keep_for_repeats(name: str, value: object) -> None:
    """What a repeat of this form finds in its cookie session, made of what it sent, as the first one found it there."""
    g.setdefault("kept_for_repeats", {})[name] = value


def refuse(reason: str) -> None:
    """Have the page that this leads to say why nothing was done; the same form may be sent once more later on."""
    flash(reason, "warning")
    g.nothing_was_done = True


def forget_old_keys() -> int:
    """Delete keys older than a day; returns how many."""
    old = delete(OneTimeKey).where(OneTimeKey.created_at < clock.now() - _KEPT_FOR)
    return int(session().execute(old).rowcount)  # type: ignore[attr-defined]


def _key() -> str:
    key = request.form.get(FIELD, "")
    if not 0 < len(key) <= _LONGEST_KEY:
        raise KeyMissingError("form without a key")
    return key


def _digest() -> str:
    sent = sorted((name, values) for name, values in request.form.lists() if name not in _IGNORED)
    files = sorted((name, file.filename, _content_of(file)) for name, file in request.files.items(multi=True))
    brought = [each for each in files if each != (each[0], "", _EMPTY)]  # a field that nobody used
    # Keyed, so that nobody who has the table can try out passwords that were sent.
    key = tokens.derive_key(current_app.config["SECRET_KEY"], "one-time keys")
    return hmac.new(key, json.dumps([request.path, sent, *brought]).encode(), hashlib.sha256).hexdigest()


def _content_of(file: FileStorage) -> str:
    """The digest of a file, read piece by piece; whoever reads it next finds it at its beginning."""
    digest = hashlib.sha256()
    while piece := file.stream.read(_PIECE):
        digest.update(piece)
    file.stream.seek(0)
    return digest.hexdigest()


def _behind_rivals(view: Callable[..., ResponseReturnValue], values: dict[str, object], before: Cookie) -> Response:
    """What the view answers; where somebody else was first with the same, what it answers behind them.

    What waits for the end of the transaction is done here: a rival may be first with that as well.
    """
    try:
        return _settled(view(**values))
    except SQLAlchemyError as problem:
        if not was_first(problem):
            raise
    transaction.rollback()
    _put_back(deepcopy(before))
    g.pop("nothing_was_done", None)
    for file in request.files.values():
        file.stream.seek(0)
    return _settled(view(**values))


def _settled(answer: ResponseReturnValue) -> Response:
    response = make_response(answer)
    if response.status_code < _FIRST_REFUSAL:
        transaction.settle()
    return response


def _put_back(before: Cookie) -> None:
    """Have the cookie session as it was sent."""
    cookie_session.clear()
    cookie_session.update(before)
    cookie_session.modified = False


def _claim(key: str, digest: str, response: Response) -> bool:
    """Store the key with what was done; False when nothing was done, or when somebody else did it first."""
    if response.status_code >= _FIRST_REFUSAL or g.get("nothing_was_done", False):
        return False
    row = {"key": key, "digest": digest, "location": response.location, "created_at": clock.now()}
    return insert_new(OneTimeKey, **row) is not None


def _rival(key: str) -> RowMapping | None:
    """Undo what was done here, and find who did it before."""
    transaction.rollback()
    with transaction.reading_first():
        return _find(key)


def _find(key: str) -> RowMapping | None:
    return session().execute(_FIRST, {"sent": key}).mappings().one_or_none()


def _first_answer(first: RowMapping, digest: str) -> Response:
    if first["digest"] != digest or not first["location"]:
        g.key_is_spent = True  # what is sent again from the refusal is something new
        raise KeyReusedError
    return redirect(first["location"], 303)
