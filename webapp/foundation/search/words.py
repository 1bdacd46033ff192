"""Words as search compares them: small letters, stems of both languages, without umlauts."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

import snowballstemmer

from webapp.foundation.matching import plain, unmarked
from webapp.foundation.search import dates
from webapp.foundation.search.towns import towns_in

_WORD = re.compile(r"\w+")
_LONGEST = 60
_OF_GERMANY = re.compile(r"\bd-(?=\d{5}\b)")  # as postcodes are written abroad
_GERMAN: Final = snowballstemmer.stemmer("german")
_ENGLISH: Final = snowballstemmer.stemmer("english")
# Words that stand in every text and say nothing of it.
_EMPTY: Final = frozenset(
    unmarked(
        "der die das den dem des ein eine einer eines einem einen und oder in im am an auf aus bei mit nach von vom zu"
        " zum zur für ist sind wir sie es the a an and or of in on at for to with is are we you"
    ).split()
)
# „Maler“ is not the plural of „Mal“: a plural in -er has an umlaut where it can.
_DOER = re.compile(r"([^äöü]+er)[ns]?")
_MARKED = re.compile(r"[aou]e")
_SHORT_STEM = 3
_ENDINGS: Final = ("", "e", "en", "er", "ern", "es", "in", "innen", "n", "s")


def words_in(text: str) -> list[str]:
    """Every word of a text in its order, in small letters; hyphens and other marks part words."""
    return _WORD.findall(_composed(text))


def said_in(text: str) -> list[str]:
    """The words that say something, a date being one; all of them where none does."""
    return _saying(dates.as_asked(_composed(text)))


def told_in(text: str) -> list[str]:
    """The words by which a text is found: those that say something, of each date its parts as well."""
    return _saying(dates.as_told(_composed(text)))


def _saying(text: str) -> list[str]:
    words = list(dict.fromkeys(_WORD.findall(text)))
    return [word for word in words if bare(word) not in _EMPTY] or words


def _composed(text: str) -> str:
    return _OF_GERMANY.sub("", unicodedata.normalize("NFC", text).casefold())


@lru_cache(maxsize=50_000)
def stems(word: str) -> frozenset[str]:
    """The stems of a word in German and in English, without umlauts; „Straße“ and „Strassen“ share one.

    A word that comes from a town has the town's as well, which „Dresdner“ and „Dresden“ share.
    """
    towns = (bare(_german(town)) for town in towns_in(word))
    return frozenset({bare(_german(word)), bare(_ENGLISH.stemWord(word)), *towns})


def shapes(word: str) -> frozenset[str]:
    """How a word that stands in a text is found: by its stems, and as it stands; „Soest“ is spelt with an E, too."""
    return stems(word) | {bare(word), plain(word)[:_LONGEST]}


@lru_cache(maxsize=50_000)
def parts(word: str) -> frozenset[str]:
    """How a word stands in compounds: its German stem, or whole."""
    return frozenset({bare(_german(word)), bare(word)})


def forms(word: str) -> frozenset[str]:
    """A word that doesn't stand for its stem – „Zimmerer“ is no „Zimmer“ –, with every ending it may take."""
    return frozenset((bare(word) + ending)[:_LONGEST] for ending in _ENDINGS)


@lru_cache(maxsize=50_000)
def bare(word: str) -> str:
    """A word without umlauts and accents, however they are spelt; „Gas“ and „Gasse“ remain two words."""
    return re.sub(r"\W+", "", unmarked(word))[:_LONGEST]


def _german(word: str) -> str:
    stem: str = _GERMAN.stemWord(word)
    doer = _DOER.fullmatch(word)
    if doer and len(stem) <= _SHORT_STEM and not _MARKED.search(word[: len(stem)]):
        return doer[1]
    return stem
