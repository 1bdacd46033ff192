"""Words that mean the same thing to those who look for it: each room teaches its own."""

from collections import defaultdict
from collections.abc import Iterable

from webapp.foundation.search.words import said_in, stems

_groups: dict[str, frozenset[str]] = {}
_meant: dict[str, set[str]] = defaultdict(set)
_said: dict[str, tuple[str, ...]] = {}


def teach(key: str, text: str) -> None:
    """Let every word of `text` stand for all of them; a second time under the same key replaces the first."""
    for stem in _groups.pop(key, frozenset()):
        _meant[stem].discard(key)
    _said[key] = tuple(said_in(text))
    _groups[key] = frozenset(stem for word in _said[key] for stem in stems(word))
    for stem in _groups[key]:
        _meant[stem].add(key)


def meant_by(known: Iterable[str]) -> frozenset[str]:
    """All stems that mean what one of these stems means."""
    keys = {key for stem in known for key in _meant.get(stem, ())}
    return frozenset(stem for key in keys for stem in _groups[key])


def taught() -> frozenset[str]:
    """Every stem that somebody taught."""
    return frozenset(stem for stem, keys in _meant.items() if keys)


def taught_words() -> list[str]:
    """Every word that somebody taught, as it was said."""
    return list(dict.fromkeys(word for words in _said.values() for word in words))
