"""Guessing costs: failures are counted per browser and per address, for all workers together."""

import hashlib
import math
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

from flask import Flask, current_app, request
from flask import session as cookie_session
from limits import RateLimitItem, parse
from limits.storage import Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from webapp.foundation.errors import ThrottledError

GUESSES = parse("60 per minute")
_BROWSERS = 10
_EXTENSION = "throttle"


class FileStorage(Storage):
    """Counters in one small SQLite file that all workers of a machine share (`limits` itself has none on disk)."""

    STORAGE_SCHEME = ["sqlitefile"]  # noqa: RUF012 - the library's own way to register a scheme

    def __init__(self, uri: str, wrap_exceptions: bool = False, **options: Any) -> None:  # noqa: FBT001, FBT002 - its signature
        super().__init__(uri, wrap_exceptions=wrap_exceptions, **options)
        self._path = uri.removeprefix("sqlitefile://")
        self._local = threading.local()

    @property
    def base_exceptions(self) -> type[Exception]:
        return sqlite3.Error

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self._path, timeout=5, isolation_level=None)
            # Counters may be lost with the power; they must not slow anybody down.
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS counter (key TEXT PRIMARY KEY, hits INTEGER, expires REAL) WITHOUT ROWID"
            )
            self._local.connection = connection
        return connection

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        now = time.time()
        row = (
            self._connection()
            .execute(
                "INSERT INTO counter VALUES (:key, :amount, :until) ON CONFLICT (key) DO UPDATE SET "
                "hits = CASE WHEN expires <= :now THEN :amount ELSE hits + :amount END, "
                "expires = CASE WHEN expires <= :now THEN :until ELSE expires END RETURNING hits",
                {"key": key, "amount": amount, "until": now + expiry, "now": now},
            )
            .fetchone()
        )
        return int(row[0])

    def get(self, key: str) -> int:
        row = self._row(key)
        return int(row[0]) if row else 0

    def get_expiry(self, key: str) -> float:
        row = self._row(key)
        return float(row[1]) if row else time.time()

    def check(self) -> bool:
        return bool(self._connection().execute("SELECT 1").fetchone())

    def reset(self) -> int:
        return self._connection().execute("DELETE FROM counter").rowcount

    def clear(self, key: str) -> None:
        self._connection().execute("DELETE FROM counter WHERE key = ?", (key,))

    def sweep(self) -> int:
        """Forget counters whose window is over; returns how many."""
        return self._connection().execute("DELETE FROM counter WHERE expires <= ?", (time.time(),)).rowcount

    def _row(self, key: str) -> tuple[int, float] | None:
        found: tuple[int, float] | None = (
            self._connection()
            .execute("SELECT hits, expires FROM counter WHERE key = ? AND expires > ?", (key, time.time()))
            .fetchone()
        )
        return found


def init_app(app: Flask, data_dir: Path) -> None:
    """Keep the counters beside the data."""
    storage = storage_from_string(f"sqlitefile://{data_dir / 'throttle.sqlite3'}")
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
