"""What fits the words that somebody typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from sqlalchemy import select

from webapp.foundation import revisions
from webapp.foundation.database import session
from webapp.foundation.search.index import SCOPE
from webapp.foundation.search.models import SearchWord
from webapp.foundation.search.vocabulary import apart, fitting

_Ways = Sequence[tuple[frozenset[str], ...]]


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found: where each word fits, and where only all the parts of one stand, each for itself."""

    exact: frozenset[int] = frozenset()
    apart: frozenset[int] = frozenset()

    @property
    def every(self) -> frozenset[int]:
        """All that was found."""
        return self.exact | self.apart


def find(kind: str, typed: str) -> Hits:
    """The ids of everything in whose texts each word fits, whatever its umlauts, ending or a typing error.

    At most three queries, one of them only when something was written since the last time.
    """
    in_use = _in_use(kind)
    wanted = list(zip(fitting(typed, in_use), apart(typed, in_use), strict=True))
    if not wanted or not all(fits or ways for fits, ways in wanted):
        return Hits()
    words = frozenset(
        chain.from_iterable(chain(fits, *(part for way in ways for part in way)) for fits, ways in wanted)
    )
    rows = session().execute(
        select(SearchWord.target, SearchWord.word).where(SearchWord.kind == kind, SearchWord.word.in_(words))
    )
    found: dict[int, set[str]] = {}
    for target, word in rows:
        found.setdefault(target, set()).add(word)
    exact = frozenset(target for target, there in found.items() if all(there & fits for fits, _ in wanted))
    near = (
        target for target, there in found.items() if all(there & fits or _hold(there, ways) for fits, ways in wanted)
    )
    return Hits(exact, frozenset(near) - exact)


def _hold(there: set[str], ways: _Ways) -> bool:
    return any(all(there & part for part in way) for way in ways)


def _in_use(kind: str) -> frozenset[str]:
    (number,) = revisions.read([SCOPE])
    return _words(kind, str(session().get_bind().engine.url), number)


@lru_cache(maxsize=16)
def _words(kind: str, _database: str, _number: int) -> frozenset[str]:
    return frozenset(session().scalars(select(SearchWord.word).where(SearchWord.kind == kind).distinct()))
