"""How words are compared, however they are spelt."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from typing import TypeVar

T = TypeVar("T")

_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
_MOST_WORDS = 12
_ALIKE = 0.85  # of all letters
_LONG = 5
LONGEST_WORD = 400


def words_of(typed: str) -> list[str]:
    """What somebody looks for, folded."""
    return as_typed(folded(typed))


def looked_for(words: str, rows: Iterable[T], told: Callable[[T], str]) -> list[T]:
    """Those rows of which is told, by `told`, all that somebody looks for; of short lists that are at hand."""
    wanted = words_of(words)
    return [row for row in rows if all(word in folded(told(row)) for word in wanted)] if wanted else list(rows)


def as_typed(typed: str) -> list[str]:
    """What somebody looks for, word by word; nobody looks for more than a dozen, and no database takes a thousand.

    Nor does it take a word of fifty thousand letters; nothing that is kept holds one of as many as `LONGEST_WORD`.
    """
    return [word[:LONGEST_WORD] for word in typed.split()[:_MOST_WORDS]]


def folded(text: str) -> str:
    """The text as it is compared: small letters without umlauts and accents, single words."""
    return re.sub(r"[^\w]+", " ", unmarked(text).replace("ss", "s"))


def unmarked(text: str) -> str:
    """The text in small letters without umlauts and accents, however they are spelt."""
    bare = plain(text)
    for spelt, root in _UMLAUTS:
        bare = bare.replace(spelt, root)
    return bare


def plain(text: str) -> str:
    """The text in small letters without any marks on them; „Soest“ keeps its E."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def is_alike(one: str, other: str) -> bool:
    """True for two names that may well mean the same: a few letters differ, or one says more words than the other."""
    said, known = folded(one).split(), folded(other).split()
    if not said or not known:
        return False
    if set(said) <= set(known) or set(known) <= set(said):
        return True
    return len(said) == len(known) and all(map(_are_alike, sorted(said), sorted(known)))


def _are_alike(word: str, other: str) -> bool:
    """True for one word spelt in two ways; of short ones each letter counts."""
    is_long = min(len(word), len(other)) >= _LONG
    return word == other or (is_long and SequenceMatcher(None, word, other).ratio() >= _ALIKE)
