"""The queue of jobs in a file beside the data that may be lost at any time."""

import sqlite3
from pathlib import Path

from huey.storage import SqliteStorage

from webapp.foundation.side_files import SideFile


class QueueFile(SqliteStorage):  # type: ignore[misc] # huey has no types
    """huey's own storage on a file that is made anew when it is damaged or gone; what waited in it is forgotten."""

    def __init__(self, name: str, *, path: Path, patience_seconds: float, **_: object) -> None:
        self._file = SideFile(path, self.ddl, patience_seconds=patience_seconds)
        super().__init__(name, filename=str(path), create_tables=False)

    @property
    def conn(self) -> sqlite3.Connection:
        return self._file.connection()

    def sql(self, *given: object, **named: object) -> object:
        return self._file.with_it(lambda: super(QueueFile, self).sql(*given, **named))

    def dequeue(self) -> object:
        return self._file.with_it(super().dequeue)

    def read_schedule(self, ts: object) -> object:
        return self._file.with_it(lambda: super(QueueFile, self).read_schedule(ts))
