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

    Of combined parameters each value keeps its turn; of a single one two of three values wait for the proofs, of two
    one, another one in the file's next test, and of none at all PostgreSQL does.
    """
    tests: defaultdict[tuple[str, str, bool], list[pytest.Item]] = defaultdict(list)
    for each in items:
        if hasattr(each, "callspec"):
            tests[each.path.as_posix(), each.name.partition("[")[0], _is_on_postgresql(each)].append(each)
    firsts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for (file, name, is_on_postgresql), cases in tests.items():
        if _take_turns(cases):
            places = _places_of(cases)
            if is_on_postgresql and len(cases) == 1:
                yield from cases
            first, turns = firsts[file].setdefault(name, len(firsts[file])), _turns_of(places)
            yield from (case for case, place in zip(cases, places, strict=True) if (sum(place) - first) % turns)


def _take_turns(cases: Sequence[pytest.Item]) -> bool:
    if cases[0].get_closest_marker("in_turns"):
        return True
    return _is_on_postgresql(cases[0]) and len(cases) >= _MANY and not cases[0].get_closest_marker("giant")


def _places_of(cases: Sequence[pytest.Item]) -> list[tuple[int, ...]]:
    """Which value each case has of each parameter, counted as they first come; the indices of pytest count cases."""
    names = [name for name in cases[0].callspec.params if name != "database_url"]
    seen: dict[str, dict[int, int]] = {name: {} for name in names}
    return [
        tuple(seen[name].setdefault(id(case.callspec.params[name]), len(seen[name])) for name in names)
        for case in cases
    ]


def _turns_of(places: Sequence[tuple[int, ...]]) -> int:
    """As many as the second of the parameters has values: no more could give each value of the first its turn."""
    values = sorted(len(set(of_one)) for of_one in zip(*places, strict=True))
    combined = [number for number in values if number > 1]
    return min([_TURNS, *combined[-2:-1], *(combined[-1:] or [1])])


def _is_on_postgresql(item: pytest.Item) -> bool:
    return item.callspec.params.get("database_url") == "postgresql"
