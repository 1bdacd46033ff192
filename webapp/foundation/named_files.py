"""Who names stored files: rooms say which ones they still need, and what none of them names may go."""

from collections.abc import Callable, Iterable
from typing import TypeVar

F = TypeVar("F", bound=Callable[[], Iterable[str]])
namers: list[Callable[[], Iterable[str]]] = []


def named_by(find: F) -> F:
    """Have the files kept that the decorated function lists."""
    if find not in namers:
        namers.append(find)
    return find


def all_named() -> set[str]:
    """Every file that something names."""
    return set().union(*(find() for find in namers))


def unnamed_among(public_ids: set[str]) -> list[str]:
    """Those of these files that nothing names."""
    return sorted(public_ids - all_named()) if public_ids else []
