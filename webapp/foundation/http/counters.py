"""Where guesses are counted: a small file that all workers of a machine share."""

import sqlite3
import threading
import time
from typing import Any

from limits.storage import Storage


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
