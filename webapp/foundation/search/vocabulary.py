"""From what somebody typed to the words in use that it may mean."""

from collections.abc import Collection, Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from webapp.foundation.search.compounds import is_part
from webapp.foundation.search.synonyms import meant_by, taught, taught_words
from webapp.foundation.search.words import bare, parts, said_in, stems

_MOST_WORDS = 8
_FORGIVEN = ((9, 2), (6, 1))  # from so many letters on, so many typing errors


def fitting(typed: str, in_use: Collection[str]) -> list[frozenset[str]]:
    """For each word that was typed, the words in use that fit it; at most the first eight words count.

    These are its stem, what is put together with it, and what means the same. A typing error is forgiven where nothing
    fits as it stands; what only fits as a part of other words may also be a taught word with a letter left out.
    """
    return [_fitting_one(word, in_use) for word in said_in(typed)[:_MOST_WORDS]]


def _fitting_one(word: str, in_use: Collection[str]) -> frozenset[str]:
    known = stems(word)
    found = _as_it_stands(known, parts(word), in_use)
    if known & taught() or not known.isdisjoint(in_use):
        return found
    if found:
        return found | _as_meant([each for each in _taught_near(word) if _lacks_or_swaps(word, each)], [], in_use)
    return _as_it_is_meant(word, in_use)


def _as_it_is_meant(word: str, in_use: Collection[str]) -> frozenset[str]:
    """What fits the words with the fewest errors between; equally near ones all.

    Like is compared with like, since an ending is no error: stems with stems, the whole word with those taught.
    """
    said = _taught_near(word)
    known = {stem: stem for stem in (*in_use, *taught())}
    found = dict[str, int]()
    for stem in stems(word):
        for each, errors in _near(stem, known, len(stem)).items():
            found[each] = min(errors, found.get(each, errors))
    least = min((*said.values(), *found.values()), default=0)
    return _as_meant(
        [each for each, errors in said.items() if errors == least],
        [each for each, errors in found.items() if errors == least],
        in_use,
    )


def _as_meant(said: Iterable[str], found: Iterable[str], in_use: Collection[str]) -> frozenset[str]:
    known, seams = set(found), set(found)
    for word in said:
        known |= stems(word)
        seams |= parts(word)
    return _as_it_stands(frozenset(known), frozenset(seams), in_use) if known else frozenset()


def _as_it_stands(known: frozenset[str], parts_known: frozenset[str], in_use: Collection[str]) -> frozenset[str]:
    same = meant_by(known)
    wanted, seams = known | same, parts_known | same
    return frozenset(word for word in in_use if word in wanted or any(is_part(stem, word) for stem in seams))


def _taught_near(word: str) -> dict[str, int]:
    """Taught words by the errors to them, with umlauts and without: „comptuer“ holds none, though it looks like one."""
    words = taught_words()
    plain = _near(bare(word), {each: bare(each) for each in words}, len(word))
    return plain | {
        each: min(errors, plain.get(each, errors))
        for each, errors in _near(word, {each: each for each in words}, len(word)).items()
    }


def _lacks_or_swaps(typed: str, word: str) -> bool:
    """True when a letter was left out, came twice or changed places; another letter may well make another word."""
    return OSA.distance(typed, word) == 1 and (len(typed) != len(word) or sorted(typed) == sorted(word))


def _near(typed: str, words: Mapping[str, str], length: int) -> dict[str, int]:
    """Which words are spelt with few enough errors, and with how many; letters that changed places are one."""
    most = next((errors for least, errors in _FORGIVEN if length >= least), 0)
    if not most:
        return {}
    close = process.extract(typed, words, scorer=OSA.distance, score_cutoff=most, limit=None)
    return {word: int(errors) for _, errors, word in close}
