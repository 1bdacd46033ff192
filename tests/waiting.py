"""Waiting for what has to happen: the only clock that tests look at; a slow machine may take its time."""

import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import TypeVar

_LOOK_SECONDS = 0.01
# Far beyond what the slowest machine needs: it ends a test that hangs and judges nobody.
LONG_SECONDS = 180
Seen = TypeVar("Seen")


def until(look: Callable[[], Seen], what: str, *, between: Callable[[], object] | None = None) -> Seen:
    """What `look` gives once that is true; AssertionError names `what` if it never comes."""
    end = time.monotonic() + LONG_SECONDS
    while not (seen := look()):
        assert time.monotonic() < end, f"{what} never came"
        (between or _rest)()
    return seen


def _rest() -> None:
    time.sleep(_LOOK_SECONDS)


def for_minutes(minutes: float) -> Iterator[int]:
    """Numbers from 0: one at least, then more until so many minutes are over; for `make fuzz`."""
    end = time.monotonic() + minutes * 60
    for number in count():
        yield number
        if time.monotonic() >= end:
            return
