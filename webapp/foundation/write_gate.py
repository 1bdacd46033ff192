"""Writers on SQLite stand in line instead of knocking at random.

SQLite lets one transaction write at a time. Its own way to wait is to try again after ever longer pauses, up to a tenth
of a second: in a rush some writers wait for many seconds while others slip in, and the database idles in between. Here
the threads of a process queue at a lock, the processes at a turnstile beside the database, and only whoever stands in
the turnstile knocks. So a process that has just written can't push past one that waits.
"""

import fcntl
import os
import time
from collections import deque
from pathlib import Path
from threading import Lock

from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

_KNOCK_SECONDS = 0.0001
_HELD, _HURRIES = "write_gate_held", "write_gate_hurries"


class Line:
    """A lock that is handed on in the order in which it was asked for; a bare one goes to whoever grabs it first."""

    def __init__(self) -> None:
        self._order = Lock()
        self._taken = False
        self._waiting: deque[Lock] = deque()

    def acquire(self, patience_seconds: float) -> bool:
        """True once it is one's turn, False after the patience."""
        with self._order:
            if not self._taken:
                self._taken = True
                return True
            turn = Lock()
            turn.acquire()
            self._waiting.append(turn)
        try:
            came = turn.acquire(timeout=patience_seconds)
        except BaseException:
            if not self._step_out(turn):
                self.release()
            raise
        return came or not self._step_out(turn)

    def release(self) -> None:
        """Hand it to whoever waits longest."""
        with self._order:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False

    def _step_out(self, turn: Lock) -> bool:
        """True when nobody had called this turn yet."""
        with self._order:
            waits = turn in self._waiting
            if waits:
                self._waiting.remove(turn)
            return waits


class WriteGate:
    """The line before one SQLite file."""

    def __init__(self, file: str | None, patience_seconds: float, busy: type[Exception]) -> None:
        self._turnstile = Path(f"{file}-turnstile") if file else None
        self._patience = patience_seconds
        self._busy = busy
        self._lock = Line()
        self._door: tuple[int, int] | None = None

    def guard(self, engine: Engine) -> None:
        """Have a connection leave the gate when it goes back to the pool, after its commit or rollback."""
        for moment in ("checkin", "invalidate", "detach", "close"):
            event.listen(engine, moment, self._leave)
        event.listen(engine, "checkin", self._take_time_again)

    def begin(self, connection: DBAPIConnection, info: dict[str, float]) -> None:
        """BEGIN IMMEDIATE on a bare connection once it is its turn; OperationalError after the patience."""
        if _HURRIES in info:
            self._begin_in_a_hurry(connection, info[_HURRIES])
            return
        until = time.monotonic() + self._patience
        if not info.get(_HELD):
            if not self._lock.acquire(self._patience):
                raise _locked(self._busy("database is locked"))
            info[_HELD] = True
        cursor = connection.cursor()
        turnstile = self._open_turnstile()
        try:
            cursor.execute("PRAGMA busy_timeout=0")
            if turnstile is not None:
                # Whoever holds it gives up after its patience at the latest; of one that dies, the system frees it.
                fcntl.flock(turnstile, fcntl.LOCK_EX)
            self._knock(cursor, until)
        finally:
            if turnstile is not None:
                fcntl.flock(turnstile, fcntl.LOCK_UN)
            cursor.execute(f"PRAGMA busy_timeout={int(self._patience * 1000)}")
            cursor.close()

    def hurry(self, connection: DBAPIConnection, info: dict[str, float], patience_seconds: float) -> None:
        """Have a bare connection wait no longer than that for others, until it goes back to the pool."""
        info[_HURRIES] = patience_seconds
        self._wait_for_others(connection, patience_seconds)

    def _begin_in_a_hurry(self, connection: DBAPIConnection, patience_seconds: float) -> None:
        """Past the line, where somebody may wait far longer; one more who knocks does no harm."""
        cursor, until = connection.cursor(), time.monotonic() + patience_seconds
        try:
            cursor.execute("PRAGMA busy_timeout=0")
            self._knock(cursor, until)
        finally:
            cursor.close()
            self._wait_for_others(connection, patience_seconds)

    def _take_time_again(self, connection: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
        if entry.info.pop(_HURRIES, None) is not None and connection is not None:
            self._wait_for_others(connection, self._patience)

    def _wait_for_others(self, connection: DBAPIConnection, seconds: float) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={int(seconds * 1000)}")
        cursor.close()

    def _knock(self, cursor: DBAPICursor, until: float) -> None:
        while True:
            try:
                cursor.execute("BEGIN IMMEDIATE")
            except self._busy as problem:
                if "locked" not in str(problem) or time.monotonic() >= until:
                    raise _locked(problem) from problem
                time.sleep(_KNOCK_SECONDS)
            else:
                return

    def _open_turnstile(self) -> int | None:
        """The turnstile of this very process: a lock taken through a file that a fork inherited would be shared."""
        if self._turnstile is None:
            return None
        if self._door is None or self._door[0] != os.getpid():
            self._door = (os.getpid(), os.open(self._turnstile, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        return self._door[1]

    def _leave(self, _connection: object, entry: ConnectionPoolEntry, *_: object) -> None:
        if entry.info.pop(_HELD, False):
            self._lock.release()


def _locked(problem: Exception) -> OperationalError:
    return OperationalError("BEGIN IMMEDIATE", None, problem)
