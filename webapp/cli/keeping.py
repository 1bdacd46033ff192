"""The mail worker at the server's side: started again whenever it ends, stopped with the server."""

import logging
import subprocess
import time
from collections.abc import Callable, Sequence

log = logging.getLogger(__name__)

_WELL_AFTER_SECONDS = 60.0
_LONGEST_PAUSE_SECONDS = 30.0
_SECONDS_TO_END = 6.0
_SILENT_SECONDS = 900.0


class Kept:
    """One process that is to live as long as the server does. Whoever keeps it looks after it every second."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        start: Callable[[Sequence[str]], "subprocess.Popen[bytes]"] = subprocess.Popen,
        seconds: Callable[[], float] = time.monotonic,
        sign: Callable[[], object],
    ) -> None:
        """`sign` gives something else each time as long as it gets on."""
        self._command, self._start, self._seconds, self._sign = command, start, seconds, sign
        self._process: subprocess.Popen[bytes] | None = None
        self._started, self._pause, self._next = 0.0, 0.0, 0.0
        self._moved, self._last_sign = 0.0, sign()
        self._kill_at: float | None = None
        self._over = False

    def look_after(self) -> None:
        """Start it when it isn't there; one that ends again and again is started after growing pauses."""
        if self._over:
            return
        now = self._seconds()
        if self._process is not None and self._process.poll() is None:
            self._end_when_stuck(self._process, now)
            return
        if self._process is not None:
            self._process, self._kill_at = None, None
            self._pause = 0.0 if now - self._started > _WELL_AFTER_SECONDS else self._pause
            self._next = now + self._pause
            log.error("the mail worker has ended; it is started again in %d s", self._pause)
            self._pause = min(max(2 * self._pause, 1.0), _LONGEST_PAUSE_SECONDS)
        if now >= self._next:
            self._process, self._started, self._moved = self._start(self._command), now, now

    def renew(self) -> None:
        """End it, so that the next look starts it with what holds now."""
        self._pause = 0.0
        if self._process is not None:
            self._tell_to_end(self._process, self._seconds())

    def _end_when_stuck(self, process: "subprocess.Popen[bytes]", now: float) -> None:
        """By the clock that stands still with the machine, so that nobody is ended for having slept with it."""
        sign = self._sign()
        if sign != self._last_sign:
            self._last_sign, self._moved = sign, now
        if self._kill_at is not None:
            if now >= self._kill_at:
                process.kill()
        elif now - self._moved >= _SILENT_SECONDS:
            log.error("the mail worker has not moved for %d minutes; it is ended", _SILENT_SECONDS // 60)
            self._tell_to_end(process, now)

    def _tell_to_end(self, process: "subprocess.Popen[bytes]", now: float) -> None:
        process.terminate()
        self._kill_at = now + _SECONDS_TO_END

    def end(self) -> None:
        """Tell it to stop, and start it no more; its time to go runs from now, while others go as well."""
        self._over = True
        if self._process is not None:
            self._tell_to_end(self._process, self._seconds())

    def wait(self) -> None:
        """Wait until it is gone; one that doesn't go is killed."""
        if self._process is None:
            return
        now = self._seconds()
        left = _SECONDS_TO_END if self._kill_at is None else max(0.0, self._kill_at - now)
        try:
            self._process.wait(timeout=left)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
