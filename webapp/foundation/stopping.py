"""Long work can be stopped: whoever goes through much asks between two pieces whether to go on."""

import threading
from collections.abc import Callable

from webapp.foundation import signs_of_life

_flag: threading.Event | None = None
_interruptions: list[Callable[[], None]] = []


class StoppedError(Exception):
    """The worker is to end; what isn't done yet is taken up by the next one."""


def stop_by(flag: threading.Event) -> None:
    """From now on work ends where it asks next once this flag is set."""
    global _flag  # noqa: PLW0603 - a process ends as one
    _flag = flag


def is_told() -> bool:
    """True when the worker is to end. Whoever asks shows that it gets on."""
    signs_of_life.give()
    return _flag is not None and _flag.is_set()


def go_on() -> None:
    """StoppedError when the worker is to end."""
    if is_told():
        raise StoppedError


def on_interruption(let_go: Callable[[], None]) -> Callable[[], None]:
    """Have the decorated function give back what its job has taken up, when the worker stops in the middle of it."""
    _interruptions.append(let_go)
    return let_go


def interruptions() -> tuple[Callable[[], None], ...]:
    """What gives back what jobs have taken up."""
    return tuple(_interruptions)
