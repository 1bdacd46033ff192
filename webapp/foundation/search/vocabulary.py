"""From what somebody typed to the words in use that it may mean."""

from collections.abc import Collection, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from webapp.foundation.search.compounds import is_part
from webapp.foundation.search.synonyms import meant_by, taught
from webapp.foundation.search.words import bare, parts, said_in, stems

_MOST_WORDS = 8
_FORGIVEN = ((9, 2), (6, 1))  # from so many letters on, so many typing errors


def fitting(typed: str, in_use: Collection[str]) -> list[frozenset[str]]:
    """For each word that was typed, the words in use that fit it; at most the first eight words count.

    These are its stem, what is put together with it, and what means the same. A typing error is forgiven only where
    nothing fits as it stands.
    """
    return [_fitting_one(word, in_use) for word in said_in(typed)[:_MOST_WORDS]]


def _fitting_one(word: str, in_use: Collection[str]) -> frozenset[str]:
    known = stems(word)
    found = _as_it_stands(known, parts(word), in_use)
    if found or known & taught():
        return found
    meant = frozenset(_near(bare(word), [*in_use, *taught()]))
    return _as_it_stands(meant, meant, in_use) if meant else frozenset()


def _as_it_stands(known: frozenset[str], parts_known: frozenset[str], in_use: Collection[str]) -> frozenset[str]:
    same = meant_by(known)
    wanted, seams = known | same, parts_known | same
    return frozenset(word for word in in_use if word in wanted or any(is_part(stem, word) for stem in seams))


def _near(typed: str, words: Sequence[str]) -> list[str]:
    """The words with the fewest errors between, where there are few enough; equally near ones all."""
    most = next((errors for length, errors in _FORGIVEN if len(typed) >= length), 0)
    if not most:
        return []
    close = process.extract(typed, words, scorer=OSA.distance, score_cutoff=most, limit=None)
    least = min((distance for _, distance, _ in close), default=0)
    return [word for word, distance, _ in close if distance == least]
