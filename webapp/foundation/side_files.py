"""Small SQLite files beside the data that may be lost at any time: whoever meets a damaged one makes it anew.

A new file is made whole under another name and takes the place of the old one in one step, while the folder is locked;
a connection is used only as long as the file that it was opened on lies there. So all processes end up in the same new
file, whoever was first.
"""

import fcntl
import logging
import os
import re
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

log = logging.getLogger(__name__)

T = TypeVar("T")
_Identity = tuple[int, int] | None

_MAIN_CODE = 0xFF
# Somebody else's turn, a full or failing disk, no memory: nothing that a new file would help against.
_PASSING = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PROTOCOL,
}
_UNREADABLE = {sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_CORRUPTFS}
_NAMED = re.compile(r"create\s+table\s+(?:if\s+not\s+exists\s+)?(\w+)", re.IGNORECASE)
_ITS_TABLES = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND substr(name, 1, 7) != 'sqlite_'"
_MARK = 0x4457_4B53  # says that we made the file
# Whoever only looks in goes on at once; before a file is replaced it is worth some waiting to know whose it is.
_BEFORE_REPLACING = 5.0
_BESIDE = ("-journal", "-wal", "-shm")


class OthersError(sqlite3.OperationalError):
    """Somebody else's data lie where our file should: they are left alone."""


class OddRowError(sqlite3.DatabaseError):
    """A row holds what nobody wrote."""


@dataclass(frozen=True, slots=True)
class _Opened:
    connection: sqlite3.Connection
    identity: _Identity


class SideFile:
    """One such file with its tables. Nothing in it outlives a power cut for certain, and nothing waits for the disk."""

    def __init__(self, path: Path, tables: Sequence[str], *, patience_seconds: float) -> None:
        self._path, self._tables, self._patience = path, tables, patience_seconds
        self._local = threading.local()

    def connection(self) -> sqlite3.Connection:
        """This thread's connection to the file that lies there now; a file that isn't there is made."""
        opened: _Opened | None = getattr(self._local, "opened", None)
        identity = self._identity()
        if opened is None or identity is None or opened.identity != identity:
            self.leave()
            if identity is None:
                self._make_in_place_of(None)
            self._leave_others_alone(self._patience)
            # Told apart before it is opened: one that is replaced in between is left at the next use.
            identity = self._identity()
            opened = self._local.opened = _Opened(self._open(self._path), identity)
        return opened.connection

    def leave(self) -> None:
        """Close this thread's connection."""
        opened: _Opened | None = self._local.__dict__.pop("opened", None)
        if opened is not None:
            opened.connection.close()

    def with_it(self, act: Callable[[], T]) -> T:
        """Do something through `connection`; when the file proves damaged, once more with a new one.

        sqlite3.OperationalError when no new one can be made.
        """
        seen = self._identity()
        try:
            return act()
        except (sqlite3.Error, UnicodeError) as problem:
            if not _is_damage(problem):
                raise
            self._renew(seen, problem)
        return act()

    def _leave_others_alone(self, patience_seconds: float) -> None:
        if holds_others(self._path, self._tables, patience_seconds=patience_seconds):
            raise OthersError(f"{self._path.name} holds other data than ours and is left as it is")

    def _renew(self, seen: _Identity, problem: Exception) -> None:
        self.leave()
        self._leave_others_alone(_BEFORE_REPLACING)
        if self._make_in_place_of(seen):
            name = getattr(problem, "sqlite_errorname", type(problem).__name__)
            log.warning("%s was damaged (%s) and is made anew", self._path.name, name)

    def _make_in_place_of(self, seen: _Identity) -> bool:
        """True when it was made; False when somebody else has done it since."""
        try:
            with self._alone():
                if self._identity() != seen:
                    return False
                self._make()
        except (OSError, sqlite3.Error) as problem:
            raise sqlite3.OperationalError(f"{self._path.name} can't be made: {type(problem).__name__}") from problem
        return True

    def _make(self) -> None:
        new = self._path.with_name(f"{self._path.name}-new")
        _put_away(new)
        os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with closing(self._open(new)) as connection:
            connection.execute(f"PRAGMA application_id = {_MARK}")
            for table in self._tables:
                connection.execute(table)
        # What was to be brought into the old file must not come into the new one.
        for ending in _BESIDE:
            _put_away(self._path.with_name(f"{self._path.name}{ending}"))
            _put_away(new.with_name(f"{new.name}{ending}"))
        if self._path.is_dir():
            _put_away(self._path)
        new.replace(self._path)

    def _open(self, path: Path) -> sqlite3.Connection:
        # Never makes a file: that would be one without tables.
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=self._patience,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            # No WAL: the interpreter's own SQLite may be too old to let several processes write in that mode.
            connection.execute("PRAGMA journal_mode=TRUNCATE")
            connection.execute("PRAGMA synchronous=OFF")
        except Exception:
            connection.close()
            raise
        return connection

    def _identity(self) -> _Identity:
        try:
            found = os.stat(self._path)  # noqa: PTH116 - at each use; a Path takes three times as long
        except OSError:
            return None
        return found.st_dev, found.st_ino

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else on this machine, in whatever thread or process, makes a file in this folder meanwhile."""
        folder = os.open(self._path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)


def holds_others(path: Path, tables: Sequence[str], *, patience_seconds: float = _BEFORE_REPLACING) -> bool:
    """True when the file that lies there can be read, in that time, and holds what we never put into it.

    A name that isn't ours may be a damaged one of ours: in a file with our mark it tells nothing while one is missing.
    """
    ours = {name.lower() for table in tables for name in _NAMED.findall(table)}
    try:
        address = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=patience_seconds)) as connection:
            found = {name.lower() for (name,) in connection.execute(_ITS_TABLES)}
            is_marked = connection.execute("PRAGMA application_id").fetchone()[0] == _MARK
    except (sqlite3.Error, UnicodeError, AttributeError):
        return False
    return bool(found - ours) and (not is_marked or ours <= found)


def _is_damage(problem: Exception) -> bool:
    """What fits neither another one's turn nor the disk's state: our statements are right, so the file isn't."""
    code: int | None = getattr(problem, "sqlite_errorcode", None)
    if isinstance(problem, OthersError):
        return False
    if code is None:  # a value, or SQLite's own word on a damaged table, that is no text; or a fault of our own
        return not isinstance(problem, sqlite3.ProgrammingError | sqlite3.InterfaceError)
    return code in _UNREADABLE or code & _MAIN_CODE not in _PASSING


def _put_away(path: Path) -> None:
    """Have the name free. A folder is somebody's: it is kept under another name."""
    if path.is_dir() and not path.is_symlink():
        path.rename(Path(tempfile.mkdtemp(prefix=f"{path.name}-aside-", dir=path.parent)))
        return
    with suppress(FileNotFoundError):
        path.unlink()
