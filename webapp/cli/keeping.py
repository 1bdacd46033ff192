"""The mail worker at the server's side: started again whenever it ends, stopped with the server."""

import logging
import subprocess
import time
from collections.abc import Callable, Sequence

log = logging.getLogger(__name__)

_WELL_AFTER_SECONDS = 60.0
_LONGEST_PAUSE_SECONDS = 30.0
_SECONDS_TO_END = 6.0


class Kept:
    """One process that is to live as long as the server does. Whoever keeps it looks after it every second."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        start: Callable[[Sequence[str]], "subprocess.Popen[bytes]"] = subprocess.Popen,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._command, self._start, self._seconds = command, start, seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._started, self._pause, self._next = 0.0, 0.0, 0.0
        self._over = False

    def look_after(self) -> None:
        """Start it when it isn't there; one that ends again and again is started after growing pauses."""
        if self._over or (self._process is not None and self._process.poll() is None):
            return
        now = self._seconds()
        if self._process is not None:
            self._process = None
            self._pause = 0.0 if now - self._started > _WELL_AFTER_SECONDS else self._pause
            self._next = now + self._pause
            log.error("the mail worker has ended; it is started again in %d s", self._pause)
            self._pause = min(max(2 * self._pause, 1.0), _LONGEST_PAUSE_SECONDS)
        if now >= self._next:
            self._process, self._started = self._start(self._command), now

    def renew(self) -> None:
        """End it, so that the next look starts it with what holds now."""
        self._pause = 0.0
        if self._process is not None:
            self._process.terminate()

    def end(self) -> None:
        """Tell it to stop, and start it no more."""
        self._over = True
        if self._process is not None:
            self._process.terminate()

    def wait(self) -> None:
        """Wait until it is gone; one that doesn't go is killed."""
        if self._process is None:
            return
        try:
            self._process.wait(timeout=_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
