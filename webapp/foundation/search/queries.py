"""What fits the words that somebody typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from sqlalchemy import select

from webapp.foundation import revisions
from webapp.foundation.database import session
from webapp.foundation.search.models import SearchWord
from webapp.foundation.search.scopes import SEARCH
from webapp.foundation.search.vocabulary import apart, fitting


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
    wanted = _wanted(typed, _in_use(kind))
    if not wanted or not all(each.words for each in wanted):
        return Hits()
    found = _found(kind, frozenset[str]().union(*(each.words for each in wanted)))
    exact = {target for target, there in found.items() if all(there & each.fits for each in wanted)}
    near = {target for target, there in found.items() if all(each.is_held_by(there) for each in wanted)}
    return Hits(frozenset(exact), frozenset(near - exact))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What fits one word that was typed, and the parts it can be taken apart into."""

    fits: frozenset[str]
    ways: Sequence[tuple[frozenset[str], ...]]

    @property
    def words(self) -> frozenset[str]:
        return self.fits.union(*chain.from_iterable(self.ways))

    def is_held_by(self, there: set[str]) -> bool:
        return bool(there & self.fits) or any(all(there & part for part in way) for way in self.ways)


def _wanted(typed: str, in_use: frozenset[str]) -> list[_Wanted]:
    return [_Wanted(fits, ways) for fits, ways in zip(fitting(typed, in_use), apart(typed, in_use), strict=True)]


def _found(kind: str, words: frozenset[str]) -> dict[int, set[str]]:
    rows = session().execute(
        select(SearchWord.target, SearchWord.word).where(SearchWord.kind == kind, SearchWord.word.in_(words))
    )
    found: dict[int, set[str]] = {}
    for target, word in rows:
        found.setdefault(target, set()).add(word)
    return found


def _in_use(kind: str) -> frozenset[str]:
    (number,) = revisions.read([SEARCH])
    return _words(kind, str(session().get_bind().engine.url), number)


@lru_cache(maxsize=16)
def _words(kind: str, _database: str, _number: int) -> frozenset[str]:
    return frozenset(session().scalars(select(SearchWord.word).where(SearchWord.kind == kind).distinct()))
