"""Giants: tests of a size that takes minutes, and cases in turns. `make test` runs a part, `make proofs` the whole."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import pytest

WHOLE = os.environ.get("GIANTS") == "whole"
_SHARE = 1 if WHOLE else 10
_TURNS = 3
_MANY = 4  # cases of one test on PostgreSQL

_Thing = TypeVar("_Thing")


def giant(whole: int, *, at_least: int = 1) -> int:
    """`whole` in `make proofs`, else a tenth of it, but no fewer than `at_least`."""
    return max(at_least, whole // _SHARE)


def giants_share(things: Sequence[_Thing]) -> Sequence[_Thing]:
    """All of them in `make proofs`, else each tenth."""
    return things[::_SHARE]


def giants_turn(things: Sequence[_Thing], turn: int, *, turns: int = 3) -> Sequence[_Thing]:
    """All of them in `make proofs`, else those whose turn it is: each once in so many turns."""
    return things if WHOLE else things[turn % turns :: turns]


def cases_for_proofs(items: Iterable[pytest.Item]) -> Iterator[pytest.Item]:
    """Two of three cases of a test `in_turns`, and on PostgreSQL of each one with many: all are tried on SQLite.

    Of combined parameters each value keeps its turn; of a single one two of three values wait for the proofs.
    """
    tests: defaultdict[tuple[str, str, bool], list[pytest.Item]] = defaultdict(list)
    for each in items:
        if hasattr(each, "callspec"):
            tests[each.path.as_posix(), each.name.partition("[")[0], _is_on_postgresql(each)].append(each)
    for cases in tests.values():
        if _take_turns(cases):
            turns = _turns_of(cases)
            yield from (each for each in cases if sum(_indices_of(each).values()) % turns)


def _take_turns(cases: Sequence[pytest.Item]) -> bool:
    if cases[0].get_closest_marker("in_turns"):
        return True
    return _is_on_postgresql(cases[0]) and len(cases) >= _MANY and not cases[0].get_closest_marker("giant")


def _turns_of(cases: Sequence[pytest.Item]) -> int:
    """As many as the second of the parameters has values: no more could give each value of the first its turn."""
    values = sorted(len({_indices_of(each)[name] for each in cases}) for name in _indices_of(cases[0]))
    combined = [number for number in values if number > 1]
    return min(_TURNS, combined[-2]) if len(combined) > 1 else _TURNS


def _is_on_postgresql(item: pytest.Item) -> bool:
    return item.callspec.params.get("database_url") == "postgresql"


def _indices_of(item: pytest.Item) -> dict[str, int]:
    return {name: index for name, index in item.callspec.indices.items() if name != "database_url"}
