"""Guessing costs: failures are counted per browser and per address, for all workers together."""

import hashlib
import math
import time
from pathlib import Path

from flask import Flask, current_app, request
from flask import session as cookie_session
from limits import RateLimitItem, parse
from limits.strategies import FixedWindowRateLimiter

from webapp.foundation import data_folder
from webapp.foundation.errors import ThrottledError
from webapp.foundation.http.counters import FileStorage

GUESSES = parse("60 per minute")
_BROWSERS = 10
_EXTENSION = "throttle"


def init_app(app: Flask, data_dir: Path) -> None:
    """Keep the counters beside the data."""
    storage = FileStorage(f"sqlitefile://{data_dir / data_folder.COUNTERS}")
    app.extensions[_EXTENSION] = FixedWindowRateLimiter(storage)


def refuse_guessers(kind: str, limit: RateLimitItem = GUESSES) -> None:
    """ThrottledError when this reader has failed too often at `kind` lately; ask before looking anything up."""
    for each, who in _counters(limit):
        _refuse(each, kind, who)


def count_failure(kind: str, limit: RateLimitItem = GUESSES) -> None:
    """Remember that this reader failed at `kind`."""
    for each, who in _counters(limit):
        _limiter().hit(each, kind, who)


def refuse(kind: str, subject: str, limit: RateLimitItem) -> None:
    """ThrottledError when too much was counted against `subject` at `kind`."""
    _refuse(limit, kind, subject)


def count(kind: str, subject: str, limit: RateLimitItem) -> None:
    """Count one failure at `kind` against `subject` (an id or digest, never a value)."""
    _limiter().hit(limit, kind, subject)


def count_against(kind: str, subject: str, limit: RateLimitItem) -> None:
    """Count one try at `kind` for `subject` (an id or digest, never a value); ThrottledError beyond `limit`."""
    if not _limiter().hit(limit, kind, subject):
        raise ThrottledError(_seconds_left(limit, kind, subject))


def forgive(kind: str, subject: str, limit: RateLimitItem) -> None:
    """Forget the tries at `kind` for `subject`: whoever knows the password was no guesser."""
    _limiter().clear(limit, kind, subject)


def holds_others() -> bool:
    """True when somebody else's data lie where the counters should."""
    return bool(_limiter().storage.holds_others())  # type: ignore[attr-defined]


def address() -> str:
    """Where the running request comes from; a whole hall or building may share it."""
    return request.remote_addr or "unknown"


def _refuse(limit: RateLimitItem, kind: str, who: str) -> None:
    if not _limiter().test(limit, kind, who):
        raise ThrottledError(_seconds_left(limit, kind, who))


def _counters(limit: RateLimitItem) -> tuple[tuple[RateLimitItem, str], ...]:
    """A browser answers for its own failures; ten times as many stop all that share its address or its right."""
    right = str(cookie_session.get("_user_id") or cookie_session.get("links") or "")
    browser = f"{right}{cookie_session.get('csrf_token', '')}"
    many = type(limit)(_BROWSERS * limit.amount, limit.multiples, limit.namespace)
    return (limit, f"{address()}|{_digest(browser)}"), (many, _digest(right) or address())


def _digest(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()[:22] if said else ""


def _seconds_left(limit: RateLimitItem, kind: str, who: str) -> int:
    return max(1, math.ceil(_limiter().get_window_stats(limit, kind, who).reset_time - time.time()))


def _limiter() -> FixedWindowRateLimiter:
    limiter: FixedWindowRateLimiter = current_app.extensions[_EXTENSION]
    return limiter
