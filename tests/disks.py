"""A disk that takes nothing more, for this process or another one, and takes things again afterwards."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def full_disk(*pids: int) -> Iterator[None]:
    """Inside, no file of these processes (or of this one) grows by a byte: the system refuses what would be written."""
    limits = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in pids or (0,)}
    for pid, (_, most) in limits.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, most))
    try:
        yield
    finally:
        for pid, before in limits.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
