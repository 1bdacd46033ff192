"""One-time keys: a form sent twice (double tap, lost answer, back button) acts once and is answered alike."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from flask import make_response, redirect, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy import String, Text, bindparam, delete, update
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.wrappers import Response

from webapp.foundation import clock, tokens
from webapp.foundation.database import Model, session, table_of
from webapp.foundation.errors import ConflictError, InvalidError
from webapp.foundation.inserting import insert_new

FIELD = "once_key"
_KEPT_FOR = timedelta(hours=24)
_LONGEST_KEY = 64
_IGNORED = {FIELD, "csrf_token"}


class OneTimeKey(Model):
    """A form's key with a digest of what was sent and where the first answer led."""

    __tablename__ = "one_time_key"

    key: Mapped[str] = mapped_column(String(_LONGEST_KEY), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    location: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(index=True)


_KEYS = table_of(OneTimeKey)
_ANSWERED = update(_KEYS).where(_KEYS.c.key == bindparam("of")).values(location=bindparam("to"))


class KeyReusedError(ConflictError):
    code = "key_reused"


def field() -> Markup:
    """The hidden input that every writing form carries."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(
        FIELD, request.form.get(FIELD) or tokens.new_id()
    )


def once(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """Let a POST that ends in a redirect act once per key; a repeat gets the same redirect, a changed body 409."""

    @wraps(view)
    def wrapped(**values: Any) -> ResponseReturnValue:
        if request.method != "POST":
            return view(**values)
        key, digest = _key(), _digest()
        if not _claim(key, digest):
            return _first_answer(key, digest)
        response: Response = make_response(view(**values))
        session().execute(_ANSWERED, {"of": key, "to": response.location})
        return response

    return wrapped


def forget_old_keys() -> int:
    """Delete keys older than a day; returns how many."""
    old = delete(OneTimeKey).where(OneTimeKey.created_at < clock.now() - _KEPT_FOR)
    return int(session().execute(old).rowcount)  # type: ignore[attr-defined]


def _key() -> str:
    key = request.form.get(FIELD, "")
    if not 0 < len(key) <= _LONGEST_KEY:
        raise InvalidError("form without a key")
    return key


def _digest() -> str:
    sent = sorted((name, values) for name, values in request.form.lists() if name not in _IGNORED)
    return hashlib.sha256(json.dumps([request.path, sent]).encode()).hexdigest()


def _claim(key: str, digest: str) -> bool:
    return insert_new(OneTimeKey, key=key, digest=digest, created_at=clock.now()) is not None


def _first_answer(key: str, digest: str) -> Response:
    first = session().get(OneTimeKey, key)
    if first is None or first.digest != digest or not first.location:
        raise KeyReusedError
    return redirect(first.location, 303)
