"""Words that mean the same thing to those who look for it: each room teaches its own.

They are compared whole, with the endings they may take: a stem is shared by words that have nothing to do with each
other, as „Wasser“ with „was“ and „Zimmerer“ with „Zimmer“.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from webapp.foundation.search.words import bare, forms, said_in

_said: dict[str, str] = {}
_leading: dict[str, str] = {}


def teach(key: str, text: str, leading: str = "") -> None:
    """Let every word of `text` stand for all of them; a second time under the same key replaces the first.

    Words that are `leading` find these, too, but aren't found by them: whoever looks for „Fenster“ wants the joiner,
    whoever looks for joiners doesn't want every window.
    """
    _said[key] = text
    _leading[key] = leading
    for learned in (_groups, _keys, _alike, taught_words, _taught):
        learned.cache_clear()


def meant_by(words: Iterable[str]) -> frozenset[str]:
    """Every word, as it was said but bare, that means what one of these means."""
    keys = {key for word in words for key in _keys().get(bare(word), ())}
    return frozenset(word for key in keys for word in _groups()[key])


def is_taught(word: str) -> bool:
    """True for a word that somebody taught, with any ending."""
    return bare(word) in _keys()


def is_taught_as_it_stands(word: str) -> bool:
    """True for a word that somebody taught, without any ending."""
    return word in _taught()


def stands_for_others(word: str) -> bool:
    """True for a word that others find, so that its own stem says too much."""
    return bare(word) in _alike()


@cache
def taught_words() -> Mapping[str, str]:
    """Every word that somebody taught, as it was said, and how it is spelt without umlauts."""
    texts = (*_said.values(), *_leading.values())
    return {word: bare(word) for text in texts for word in said_in(text)}


# Found when somebody searches: a program that starts has no need of them.
@cache
def _groups() -> Mapping[str, frozenset[str]]:
    return {key: frozenset(bare(word) for word in said_in(text)) for key, text in _said.items()}


@cache
def _keys() -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, text in _said.items():
        for word in said_in(f"{text} {_leading[key]}"):
            for form in forms(word):
                found[form].add(key)
    return dict(found)


@cache
def _alike() -> frozenset[str]:
    return frozenset(form for group in _groups().values() for word in group for form in forms(word))


@cache
def _taught() -> frozenset[str]:
    return frozenset(taught_words().values())
