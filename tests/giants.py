"""Giants: tests of a size that takes minutes. `make test` runs them at a tenth, `make proofs` whole."""

import os
from collections.abc import Sequence
from typing import TypeVar

WHOLE = os.environ.get("GIANTS") == "whole"
_SHARE = 1 if WHOLE else 10

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
