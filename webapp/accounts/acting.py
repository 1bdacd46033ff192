"""Who acts: known to whatever runs, without being handed from one function to the next.

Every entry into the house – a request, a job, a command – opens a frame (`acting_as`) and names who acts in it. Threads
begin without one. A generator acts as whoever takes from it; one that outlives its frame, as the body of an answer
does, asks `actor` before it begins.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from webapp.accounts.errors import NobodyNamedError
from webapp.accounts.types import Actor

Named = Actor | Callable[[], Actor]

_running: ContextVar[Named] = ContextVar("acting")


def actor() -> Actor:
    """Whoever acts in the running frame; NobodyNamedError outside of any."""
    named = _running.get(None)
    if named is None:
        raise NobodyNamedError
    return named if isinstance(named, Actor) else named()


@contextmanager
def acting_as(named: Named) -> Iterator[None]:
    """Inside, it is `named` who acts; whoever acted before goes on afterwards. Also to put above a function.

    A function in place of an actor is asked each time somebody wants to know, so that nothing is looked up for nothing.
    """
    before = _running.set(named)
    try:
        yield
    finally:
        _running.reset(before)


def go_on_as(named: Actor) -> None:
    """For the rest of the running frame, as a request whose link turned out to be somebody's own."""
    if _running.get(None) is None:
        raise NobodyNamedError  # nothing would end it
    _running.set(named)
