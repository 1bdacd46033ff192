"""What could not be done at once is tried again beside the requests, so that none of them waits for it."""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable

log = logging.getLogger(__name__)

_TRIES, _PAUSE_SECONDS = 100, 0.05


class SecondTries:
    """Names of what is to be done; a thread does them one after the other, each for some seconds at most.

    A name that comes again before its turn is done once. What can never be done is given up: the clock looks as well.
    """

    def __init__(self, do: Callable[[str], None]) -> None:
        """`do` raises an error of SQLite or of the system where it can't be done now."""
        self._do = do
        self._lock, self._names, self._at_work = threading.Lock(), set[str](), False

    def take(self, name: str) -> None:
        """Do it soon."""
        with self._lock:
            self._names.add(name)
            if self._at_work:
                return
            self._at_work = True
        threading.Thread(target=self._do_all, daemon=True).start()

    def _do_all(self) -> None:
        while (name := self._next()) is not None:
            self._try(name)

    def _try(self, name: str) -> None:
        for _ in range(_TRIES):
            try:
                return self._do(name)
            except (sqlite3.Error, OSError) as problem:
                log.debug("%s can't be done yet: %s", name, type(problem).__name__)
                time.sleep(_PAUSE_SECONDS)
        log.info("%s is left to the clock", name)
        return None

    def _next(self) -> str | None:
        with self._lock:
            if not self._names:
                self._at_work = False
                return None
            return self._names.pop()
