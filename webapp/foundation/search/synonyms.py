"""Words that mean the same thing to those who look for it: each room teaches its own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from webapp.foundation.search.words import said_in, stems

_said: dict[str, str] = {}


def teach(key: str, text: str) -> None:
    """Let every word of `text` stand for all of them; a second time under the same key replaces the first."""
    _said[key] = text
    for learned in (_groups, _keys, taught):
        learned.cache_clear()


def meant_by(known: Iterable[str]) -> frozenset[str]:
    """All stems that mean what one of these stems means."""
    keys = {key for stem in known for key in _keys().get(stem, ())}
    return frozenset(stem for key in keys for stem in _groups()[key])


@cache
def taught() -> frozenset[str]:
    """Every stem that somebody taught."""
    return frozenset(_keys())


def taught_words() -> list[str]:
    """Every word that somebody taught, as it was said."""
    return list(dict.fromkeys(word for text in _said.values() for word in said_in(text)))


# Stems are found when somebody searches: a program that starts has no need of them.
@cache
def _groups() -> Mapping[str, frozenset[str]]:
    return {key: frozenset(stem for word in said_in(text) for stem in stems(word)) for key, text in _said.items()}


@cache
def _keys() -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, group in _groups().items():
        for stem in group:
            found[stem].add(key)
    return dict(found)
