"""Everyday words and towns: whoever enters one of them means it, and didn't mistype another.

`known_german.txt` and `known_english.txt` also tell words from towns that have lost an E; `known_words.txt`, verbs and
adjectives, of which many are forms („Lieder“, „getrieben“), don't.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from webapp.foundation.matching import plain, unmarked
from webapp.foundation.search.inflections import adjective_forms, verb_forms, without_prefix

_DATA: Final = Path(__file__).with_name("data")
_SHORTEST_VERB: Final = 3
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def is_known(word: str) -> bool:
    """True for a word of the language with its endings, or the name of a town, however its umlauts are spelt."""
    said = plain(word)
    return said in _known() or any(rest in _verbs() for rest in without_prefix(said))


def is_of_the_language(word: str) -> bool:
    """True for a word with its endings that is no mere name: „Wurzen“ is one, though „würzen“ isn't."""
    return word in _words() if unmarked(word) in _towns() else unmarked(word) in _bare()


@cache
def _known() -> frozenset[str]:
    more = (form for word in _read("words") for form in _with_endings(word))
    adjectives = (form for word in _read("adjectives") for form in adjective_forms(word))
    return _plain({*_words(), *more, *adjectives}) | _plain(_read("towns")) | _verbs()


@cache
def _verbs() -> frozenset[str]:
    return _plain({form for entry in _read("verbs") for form in verb_forms(entry) if len(form) >= _SHORTEST_VERB})


@cache
def _bare() -> frozenset[str]:
    return frozenset(map(unmarked, _words()))


@cache
def _towns() -> frozenset[str]:
    return frozenset(map(unmarked, _read("towns")))


@cache
def _words() -> frozenset[str]:
    german = (form for word in _read("german") for form in _with_endings(word))
    return frozenset({*german, *(word + ending for word in _read("english") for ending in ("", "s"))})


def _with_endings(word: str) -> Iterator[str]:
    """A German word with the endings that one of its kind takes: „Messen“, but not „Morgenn“."""
    yield word
    if word.endswith("e"):
        endings: tuple[str, ...] = ("n", "s")
    elif word.endswith(("el", "er")):
        endings = ("n", "s")
    elif word.endswith("en"):
        endings = ("s",)
        yield from (word.removesuffix("en"), word.removesuffix("en") + "t")
    else:
        endings = ("e", "en", "es", "" if word.endswith(("s", "ß", "x", "z")) else "s")
    yield from (word + ending for ending in endings)


def _plain(words: Iterable[str]) -> frozenset[str]:
    return frozenset(plain(each) for word in words for each in {word, word.translate(_UMLAUTS)})


def _read(name: str) -> list[str]:
    return (_DATA / f"known_{name}.txt").read_text(encoding="utf-8").split()
