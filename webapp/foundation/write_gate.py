"""Writers on SQLite stand in line instead of knocking at random.

SQLite lets one transaction write at a time. Its own way to wait is to try again after ever longer pauses, up to a tenth
of a second: in a rush some writers wait for many seconds while others slip in, and the database idles in between. Here
the threads of a process queue at a lock, and only the first of them knocks, every millisecond.
"""

import time
from threading import Lock
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

_KNOCK_SECONDS = 0.001
_HELD = "write_gate_held"


class WriteGate:
    """The line before one SQLite file, as seen by this process."""

    def __init__(self, patience_seconds: float, busy: type[Exception]) -> None:
        self._lock = Lock()
        self._patience = patience_seconds
        self._busy = busy

    def guard(self, engine: Engine) -> None:
        """Have a connection leave the gate when it goes back to the pool, after its commit or rollback."""
        for moment in ("checkin", "invalidate", "detach", "close"):
            event.listen(engine, moment, self._leave)

    def begin(self, connection: Any, info: dict[str, Any]) -> None:
        """BEGIN IMMEDIATE on a bare connection once it is its turn; OperationalError after the patience."""
        until = time.monotonic() + self._patience
        if not info.get(_HELD):
            if not self._lock.acquire(timeout=self._patience):
                raise _locked(self._busy("database is locked"))
            info[_HELD] = True
        cursor = connection.cursor()
        try:
            cursor.execute("PRAGMA busy_timeout=0")
            self._knock(cursor, until)
        finally:
            cursor.execute(f"PRAGMA busy_timeout={int(self._patience * 1000)}")
            cursor.close()

    def _knock(self, cursor: Any, until: float) -> None:
        while True:
            try:
                cursor.execute("BEGIN IMMEDIATE")
            except self._busy as problem:
                if "locked" not in str(problem) or time.monotonic() >= until:
                    raise _locked(problem) from problem
                time.sleep(_KNOCK_SECONDS)
            else:
                return

    def _leave(self, _connection: object, entry: ConnectionPoolEntry, *_: object) -> None:
        if entry.info.pop(_HELD, False):
            self._lock.release()


def _locked(problem: Exception) -> OperationalError:
    return OperationalError("BEGIN IMMEDIATE", None, problem)
