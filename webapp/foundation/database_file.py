"""The one file that SQLite keeps: nobody else's to read, the same one all the time, and perhaps for one writer only."""

import logging
import os
from pathlib import Path

from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from webapp.foundation import presence

log = logging.getLogger(__name__)

_FILE = "file"


class FileGuard:
    """Watches that connections belong to the file that lies there now.

    SQLite goes on writing into a file that was deleted or replaced under it, and makes a new one where there is none:
    what was promised would be lost without a word. So a connection to a file that has gone is given up, and a file that
    was there before isn't made anew.
    """

    def __init__(self, file: Path, gone: type[Exception]) -> None:
        self._file = file
        self._gone = gone
        self._was_there = False

    def guard(self, engine: Engine) -> None:
        event.listen(engine, "do_connect", self._before)
        event.listen(engine, "connect", self._remember)
        event.listen(engine, "checkout", self._check)

    def _before(self, *_: object) -> None:
        if self._was_there and not self._file.exists():
            raise self._gone("the database file is gone")
        if not self._file.exists():
            # Nobody else may read it, whatever the process was told of rights; what SQLite puts beside it follows suit.
            os.close(os.open(self._file, os.O_WRONLY | os.O_CREAT, 0o600))

    def _remember(self, _connection: object, entry: ConnectionPoolEntry) -> None:
        entry.info[_FILE] = self._identity()
        self._was_there = True

    def _check(self, _connection: object, entry: ConnectionPoolEntry, _proxy: object) -> None:
        if entry.info.get(_FILE) != self._identity():
            raise DisconnectionError("the database file was replaced")

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self._file)  # noqa: PTH116 - in every transaction; a Path takes three times as long
        except OSError:
            return None
        return found.st_dev, found.st_ino


def be_the_only_writer(file: Path) -> None:
    """Hold the right to write until this process ends; TakenError while another one has it."""
    presence.hold_alone(file.with_name(f"{file.name}-writer"))


def keep_to_owner(*paths: Path) -> None:
    """Take what others on this machine may do with these files and folders from them."""
    for path in paths:
        try:
            mode = path.stat().st_mode
            if mode & 0o077:
                path.chmod(mode & 0o700)
        except FileNotFoundError:
            continue
        except OSError as problem:
            log.warning("others on this machine may read %s: %s", path.name, problem.strerror)
