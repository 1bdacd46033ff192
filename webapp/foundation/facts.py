"""Facts: frozen past-tense records by which a lower room tells higher ones what happened, in the same transaction."""

from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

F = TypeVar("F")
_handlers: dict[type, list[Callable[..., None]]] = defaultdict(list)
_floors: dict[str, int] = {}


def on(fact: type[F]) -> Callable[[Callable[[F], None]], Callable[[F], None]]:
    """Have the decorated function called with each `fact`, inside the publishing transaction."""

    def register(handler: Callable[[F], None]) -> Callable[[F], None]:
        if handler not in _handlers[fact]:
            _handlers[fact].append(handler)
        return handler

    return register


def call_in_order(*rooms: str) -> None:
    """Have the listeners of these rooms called in this order, whichever was loaded first; those of others come last."""
    _floors.clear()
    _floors.update({room: floor for floor, room in enumerate(rooms)})


def listeners(fact: type) -> list[Callable[..., None]]:
    """Who is told of such a fact, in the order in which they are called."""
    return sorted(_handlers[fact], key=_floor)


def publish(fact: object) -> None:
    """Tell every listener; an exception of a listener undoes the transaction."""
    for handler in listeners(type(fact)):
        handler(fact)


def _floor(handler: Callable[..., None]) -> int:
    room = (handler.__module__ or "").removeprefix("webapp.").partition(".")[0]
    return _floors.get(room, len(_floors))
