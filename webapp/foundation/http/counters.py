"""Where guesses are counted: a small file that all workers of a machine share."""

import sqlite3
import time
from collections.abc import Mapping
from pathlib import Path

from limits.storage import Storage

from webapp.foundation.side_files import OddRowError, SideFile, holds_others

_TABLE = "CREATE TABLE counter (key TEXT PRIMARY KEY, hits INTEGER, expires REAL) WITHOUT ROWID"
_PATIENCE_SECONDS = 5
_LONGEST_SECONDS = 86_400  # no window is longer


class FileStorage(Storage):
    """Counters in one small SQLite file that all workers of a machine share (`limits` itself has none on disk)."""

    STORAGE_SCHEME = ["sqlitefile"]  # noqa: RUF012 - the library's own way to register a scheme

    def __init__(self, uri: str, wrap_exceptions: bool = False, **options: float | str | bool) -> None:  # noqa: FBT001, FBT002 - its signature
        super().__init__(uri, wrap_exceptions=wrap_exceptions, **options)
        self._path = Path(uri.removeprefix("sqlitefile://"))
        self._file = SideFile(self._path, [_TABLE], patience_seconds=_PATIENCE_SECONDS)

    @property
    def base_exceptions(self) -> type[Exception]:
        return sqlite3.Error

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        now = time.time()
        row = self._row(
            "INSERT INTO counter VALUES (:key, :amount, :until) ON CONFLICT (key) DO UPDATE SET "
            "hits = CASE WHEN expires <= :now THEN :amount ELSE hits + :amount END, "
            "expires = CASE WHEN expires <= :now THEN :until ELSE expires END RETURNING hits, expires",
            {"key": key, "amount": amount, "until": now + expiry, "now": now},
        )
        return row[0] if row else amount

    def get(self, key: str) -> int:
        row = self._counter(key)
        return row[0] if row else 0

    def get_expiry(self, key: str) -> float:
        row = self._counter(key)
        return row[1] if row else time.time()

    def check(self) -> bool:
        return self._do("SELECT count(*) FROM counter") is not None

    def reset(self) -> int:
        return self._do("DELETE FROM counter").rowcount

    def clear(self, key: str) -> None:
        self._do("DELETE FROM counter WHERE key = :key", {"key": key})

    def sweep(self) -> int:
        """Forget counters whose window is over; returns how many."""
        return self._do("DELETE FROM counter WHERE expires <= :now", {"now": time.time()}).rowcount

    def holds_others(self) -> bool:
        """Somebody else's data lie there."""
        return holds_others(self._path, [_TABLE])

    def _counter(self, key: str) -> tuple[int, float] | None:
        values = {"key": key, "now": time.time()}
        return self._row("SELECT hits, expires FROM counter WHERE key = :key AND expires > :now", values)

    def _row(self, statement: str, values: Mapping[str, object]) -> tuple[int, float] | None:
        def fetch() -> tuple[int, float] | None:
            found = self._file.connection().execute(statement, values).fetchone()
            return _sound(*found) if found else None

        return self._file.with_it(fetch)

    def _do(self, statement: str, values: Mapping[str, object] | None = None) -> sqlite3.Cursor:
        return self._file.with_it(lambda: self._file.connection().execute(statement, values or {}))


def _sound(hits: object, expires: object) -> tuple[int, float]:
    """What we may have written ourselves; anything else would shut somebody out for good."""
    if not isinstance(hits, int) or not isinstance(expires, float) or expires > time.time() + _LONGEST_SECONDS:
        raise OddRowError("a counter is none")
    return hits, expires
