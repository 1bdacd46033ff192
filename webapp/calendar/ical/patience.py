"""How long a foreign file may keep a processor busy."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_FOR_ONE_SECONDS = 2.0
_MOST_TRIALS = 5


class TooLongError(BaseException):
    """An entry asked for more work than any honest one does; no handler for faults on the way may swallow it."""


class PatienceError(Exception):
    """Too many entries did."""


class Patience:
    """Ends the work on one entry after two seconds of processor time, and on a file after five such entries.

    Only the main thread of a process can be stopped like this.
    """

    def __init__(self, seconds: float = _FOR_ONE_SECONDS) -> None:
        self._trials, self._seconds = 0, seconds

    @contextmanager
    def for_one(self) -> Iterator[None]:
        """What is done within raises TooLongError when it takes too long."""
        if self._trials >= _MOST_TRIALS:
            raise PatienceError
        before = signal.signal(signal.SIGVTALRM, self._stop)
        signal.setitimer(signal.ITIMER_VIRTUAL, self._seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._trials += 1
        raise TooLongError
