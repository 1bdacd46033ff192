"""Who is there beside the data: a process holds a lock on a file, and the system takes it away with its last breath.

When the file was changed last says since when the worker's jobs have got on: one that lives may hang all the same.
"""

import fcntl
import os
import time
from pathlib import Path

from webapp.foundation.data_folder import WORKER
from webapp.foundation.errors import DomainError, Kind

_STARTS_WITHIN_SECONDS = 30.0
_STEP_SECONDS = 1.0
_AHEAD_SECONDS = 60.0  # further ahead lies no clock but one that was set back

_seconds = time.time

_held: dict[Path, int] = {}
_expected_since: list[float] = []


class TakenError(DomainError):
    """Somebody else is where only one may be."""

    kind = Kind.CONFLICT
    code = "taken"


def hold_as_worker(data_dir: Path) -> None:
    """Be known as a worker of this folder until this process ends; several may be."""
    _hold(data_dir / WORKER, fcntl.LOCK_SH)


def beat(data_dir: Path, *, silent_seconds: float) -> None:
    """Say how long ago the jobs of this worker got on; lay the file down again where somebody took it away."""
    file = data_dir / WORKER
    if file in _held and not _lies_there(file):
        os.close(_held.pop(file))
    hold_as_worker(data_dir)
    now, told = _seconds(), file.stat().st_mtime
    # Of several workers the liveliest counts. By less than a second two clocks may differ without any move.
    if now - silent_seconds > told + _STEP_SECONDS or told > now + _AHEAD_SECONDS:
        os.utime(file, (now, now - silent_seconds))


def last_beat(data_dir: Path) -> float | None:
    """What changes as long as the worker gets on."""
    try:
        return (data_dir / WORKER).stat().st_mtime
    except OSError:
        return None


def silent_seconds(data_dir: Path) -> float:
    """How long the worker that is relied on has got nowhere."""
    last = last_beat(data_dir) if _expected_since else None
    return 0.0 if last is None else _seconds() - max(last, _since())


def hold_alone(file: Path) -> None:
    """Hold the file until this process ends; TakenError when somebody else does."""
    try:
        _hold(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise TakenError from None


def expect_worker() -> None:
    """Have `is_worker_missing` answer for the worker that this process, and who is forked from it, relies on."""
    _expected_since[:] = [_seconds()]


def is_worker_missing(data_dir: Path) -> bool:
    """True when a worker is relied on and none lives; while it starts for the first time none is missed."""
    if not _expected_since:
        return False
    file = data_dir / WORKER
    if not file.exists() or file.stat().st_mtime < _since():
        return _seconds() - _since() > _STARTS_WITHIN_SECONDS
    descriptor = os.open(file, os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


def _since() -> float:
    """When a worker was expected first; for ever when the clock was set back since."""
    return _expected_since[0] if _expected_since[0] < _seconds() + _AHEAD_SECONDS else 0.0


def _lies_there(file: Path) -> bool:
    """Whether the file that is held is the one that everybody finds."""
    try:
        return os.path.samestat(file.stat(), os.fstat(_held[file]))
    except FileNotFoundError:
        return False


def _hold(file: Path, how: int) -> None:
    if file in _held:
        return
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, how)
        os.utime(descriptor, (_seconds(), _seconds()))
    except OSError:
        os.close(descriptor)
        raise
    _held[file] = descriptor
