"""Facts: frozen past-tense records by which a lower room tells higher ones what happened, in the same transaction."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F")
_handlers: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def on(fact: type[F]) -> Callable[[Callable[[F], None]], Callable[[F], None]]:
    """Have the decorated function called with each `fact`, inside the publishing transaction."""

    def register(handler: Callable[[F], None]) -> Callable[[F], None]:
        if handler not in _handlers[fact]:
            _handlers[fact].append(handler)
        return handler

    return register


def publish(fact: object) -> None:
    """Tell every listener; an exception of a listener undoes the transaction."""
    for handler in _handlers[type(fact)]:
        handler(fact)
