"""Who is there beside the data: a process holds a lock on a file, and the system takes it away with its last breath."""

import fcntl
import os
import time
from pathlib import Path

from webapp.foundation.errors import DomainError, Kind

_WORKER = "worker.lock"
_STARTS_WITHIN_SECONDS = 30.0

_held: dict[Path, int] = {}
_expected_since: list[float] = []


class TakenError(DomainError):
    """Somebody else is where only one may be."""

    kind = Kind.CONFLICT
    code = "taken"


def hold_as_worker(data_dir: Path) -> None:
    """Be known as a worker of this folder until this process ends; several may be."""
    _hold(data_dir / _WORKER, fcntl.LOCK_SH)


def hold_alone(file: Path) -> None:
    """Hold the file until this process ends; TakenError when somebody else does."""
    try:
        _hold(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise TakenError from None


def expect_worker() -> None:
    """Have `is_worker_missing` answer for the worker that this process, and who is forked from it, relies on."""
    _expected_since[:] = [time.time()]


def is_worker_missing(data_dir: Path) -> bool:
    """True when a worker is relied on and none lives; while it starts for the first time none is missed."""
    if not _expected_since:
        return False
    file = data_dir / _WORKER
    if not file.exists() or file.stat().st_mtime < _expected_since[0]:
        return time.time() - _expected_since[0] > _STARTS_WITHIN_SECONDS
    descriptor = os.open(file, os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


def _hold(file: Path, how: int) -> None:
    if file in _held:
        return
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, how)
        os.utime(descriptor)
    except OSError:
        os.close(descriptor)
        raise
    _held[file] = descriptor
