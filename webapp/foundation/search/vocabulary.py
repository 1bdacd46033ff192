"""From what somebody typed to the words in use that it may mean."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

from rapidfuzz import process
from rapidfuzz.distance import OSA

from webapp.foundation.search.compounds import is_edge, is_part, seams
from webapp.foundation.search.known import is_known
from webapp.foundation.search.slips import meant_by_other_letter, meant_by_slip
from webapp.foundation.search.synonyms import (
    is_taught,
    is_taught_as_it_stands,
    meant_by,
    stands_for_others,
    taught_words,
)
from webapp.foundation.search.towns import comes_from_no_town
from webapp.foundation.search.words import bare, forms, parts, said_in, stems

_MOST_WORDS = 8
_MOST_WAYS = 8
_SHORTEST_CUT = 5
_FORGIVEN = ((9, 2), (6, 1))  # from so many letters on, so many typing errors


def fitting(typed: str, in_use: Collection[str]) -> list[frozenset[str]]:
    """For each word that was typed, the words in use that fit it; at most the first eight words count.

    These are its stem, what is put together with it, and what means the same. A typing error is forgiven where nothing
    fits as it stands and the word is none of the language; what only fits as a part of others may also be mistyped.
    """
    return [_fitting_one(word, in_use) for word in said_in(typed)[:_MOST_WORDS]]


def apart(typed: str, in_use: Collection[str]) -> list[list[tuple[frozenset[str], ...]]]:
    """For each word that was typed, how it comes apart into words in use: „Handwerkstag“ into those two."""
    return [
        [] if is_taught(word) else list(islice(_apart(bare(word), in_use, 2), _MOST_WAYS))
        for word in said_in(typed)[:_MOST_WORDS]
    ]


def _apart(word: str, in_use: Collection[str], deep: int) -> Iterator[tuple[frozenset[str], ...]]:
    for left, right in seams(word):
        first = _whole(left, in_use)
        if first:
            last = _whole(right, in_use)
            if last:
                yield (first, last)
            elif deep > 1:
                yield from ((first, *others) for others in _apart(right, in_use, deep - 1))


def _whole(word: str, in_use: Collection[str]) -> frozenset[str]:
    meant = {form for each in meant_by([word]) for form in forms(each)}
    own = forms(word) if stands_for_others(word) else stems(word)
    return frozenset(each for each in own | meant if each in in_use)


def _fitting_one(word: str, in_use: Collection[str]) -> frozenset[str]:
    found = _as_it_stands([word], in_use)
    by_stem = not stems(word).isdisjoint(in_use)
    if _is_meant(word) or (by_stem and bare(word) in in_use):
        return found

    # What fits by its stem alone may be a mistyped trade: „Tischer“ shares one with „Tisch“.
    def may_be(each: str) -> bool:
        return is_taught_as_it_stands(each) or (each in in_use and not by_stem)

    slips = meant_by_slip(word, stems(word), may_be)
    if found:
        near = [each for each in _taught_near(word) if _lacks_or_swaps(word, each)] if not by_stem else []
        return found | _as_it_stands({*slips, *near}, in_use)
    return _as_it_is_meant(word, slips or meant_by_other_letter(word, may_be), in_use)


def _is_meant(word: str) -> bool:
    """True for what is no typing error, whether it is in use or not; another number is another thing."""
    return is_taught(word) or is_known(word) or comes_from_no_town(word) or any(map(str.isdigit, word))


def _as_it_is_meant(word: str, slips: Iterable[str], in_use: Collection[str]) -> frozenset[str]:
    """What fits the words with the fewest errors between; equally near ones all.

    Like is compared with like, since an ending is no error: stems with stems, the whole word with those taught.
    """
    known = {stem: stem for stem in in_use}
    near = [_taught_near(word), dict.fromkeys(slips, 1), *(_near(stem, known, len(stem)) for stem in stems(word))]
    least = min((errors for words in near for errors in words.values()), default=0)
    return _as_it_stands({each for words in near for each, errors in words.items() if errors == least}, in_use)


def _as_it_stands(said: Collection[str], in_use: Collection[str]) -> frozenset[str]:
    """The words in use that are one of those said, hold it, or mean the same."""
    wanted, inside = set[str](), set[str]()
    for word in said:
        wanted |= forms(word) if stands_for_others(word) else stems(word) | {word}
        inside |= _at_seams(bare(word)) if stands_for_others(word) else parts(word)
    same = meant_by(said)
    wanted.update(*map(forms, same))
    return frozenset(wanted.intersection(in_use) | _holding(inside, in_use) | _beginning_or_ending(same, in_use))


def _holding(parts_known: Collection[str], in_use: Collection[str]) -> set[str]:
    """Words put together with one of these; few hold any of the letters, which is quickest asked first."""
    near = (word for word in in_use if any(part in word for part in parts_known))
    return {word for word in near if any(is_part(part, word) for part in parts_known)}


def _beginning_or_ending(words: Collection[str], in_use: Collection[str]) -> set[str]:
    """Words that begin or end with one of these, but were not taught themselves: a „Goldschmied“ is no „Schmied“."""
    edges = tuple(part for word in words for part in _at_seams(word))
    if not edges:
        return set()
    near = (word for word in in_use if word.startswith(edges) or word.endswith(edges))
    return {word for word in near if not stands_for_others(word) and any(is_edge(part, word) for part in edges)}


def _at_seams(word: str) -> frozenset[str]:
    """How a word that doesn't stand for its stem stands in others: whole, „Schule“ also as „Schul-“, „Lehre“ not."""
    cut = word.removesuffix("e")
    return frozenset({word, cut}) if len(cut) >= _SHORTEST_CUT else frozenset({word})


def _taught_near(word: str) -> dict[str, int]:
    """Taught words by the errors to them, with umlauts and without: „comptuer“ holds none, though it looks like one."""
    words = taught_words()
    plain = _near(bare(word), words, len(word))
    return plain | {
        each: min(errors, plain.get(each, errors))
        for each, errors in _near(word, dict(zip(words, words, strict=True)), len(word)).items()
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
