"""What fits the words that somebody typed."""

from functools import lru_cache

from sqlalchemy import select

from webapp.foundation import revisions
from webapp.foundation.database import session
from webapp.foundation.search.index import SCOPE
from webapp.foundation.search.models import SearchWord
from webapp.foundation.search.vocabulary import fitting


def find(kind: str, typed: str) -> frozenset[int]:
    """The ids of everything in whose texts each word fits, whatever its umlauts, ending or a typing error.

    At most three queries, one of them only when something was written since the last time.
    """
    wanted = fitting(typed, _in_use(kind))
    if not wanted or not all(wanted):
        return frozenset()
    words = frozenset[str]().union(*wanted)
    rows = session().execute(
        select(SearchWord.target, SearchWord.word).where(SearchWord.kind == kind, SearchWord.word.in_(words))
    )
    found: dict[int, set[str]] = {}
    for target, word in rows:
        found.setdefault(target, set()).add(word)
    return frozenset(target for target, there in found.items() if all(there & fits for fits in wanted))


def _in_use(kind: str) -> frozenset[str]:
    (number,) = revisions.read([SCOPE])
    return _words(kind, str(session().get_bind().engine.url), number)


@lru_cache(maxsize=16)
def _words(kind: str, _database: str, _number: int) -> frozenset[str]:
    return frozenset(session().scalars(select(SearchWord.word).where(SearchWord.kind == kind).distinct()))
