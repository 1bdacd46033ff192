"""Signs of life: work that takes long gives them all the time, work that hangs gives none."""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

_seconds = time.monotonic
_last: dict[str, float] = {}
_here = threading.local()


@contextmanager
def at_work(name: str) -> Iterator[None]:
    """Inside, whatever this thread gives is a sign of the job of this name; so are begin and end, also a bad one."""
    around = getattr(_here, "name", None)
    _here.name = name
    give()
    try:
        yield
    finally:
        give()
        _here.name = around


def give() -> None:
    """Show that the job which runs here, if any, gets on."""
    name: str | None = getattr(_here, "name", None)
    if name is not None:
        _last[name] = _seconds()


def begin_counting() -> float:
    """From when on silence counts."""
    return _seconds()


def silent_seconds(names: Iterable[str], since: float) -> float:
    """How long the most silent of these jobs has given no sign."""
    now = _seconds()
    return max((now - max(_last.get(name, since), since) for name in names), default=0.0)
