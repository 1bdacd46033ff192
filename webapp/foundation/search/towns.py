"""People and things of a town: „Dresdner“ and „Dresden“ find each other, though they have no stem in common."""

import re
from collections.abc import Iterator
from typing import Final

from webapp.foundation.search.known import is_of_the_language

# No word but such a one ends with „dn“ or „chn“: an E was left out before the N, as in „Dresd(e)ner“ and „Münch(e)ner“.
_LOST_E: Final = tuple(
    map(re.compile, (r"(\w{2,}(?:ch|[bdfkpstxzß]))(n)(?:e|er|ern|ers)?", r"(\w{2,}g)(n)ern?", r"(\w{2,}s)(l)ern?"))
)
_LONGER: Final = ((re.compile(r"(\w{5,})aner"), ("",)), (re.compile(r"(\w{3,})enser"), ("e", "a")))
_WHOLE_TOWN: Final = re.compile(r"(\w{2,}en)er")
# Too short to be cut by a stemmer: „Ulmer“, „Jenaer“, „Emder“.
_SHORT: Final = re.compile(r"(\w{3,4})er")


def towns_in(word: str) -> Iterator[str]:
    """The towns that a word may come from by more than an ending.

    „Kirchner“ has nothing to do with churches, „Ordner“ nothing with an order.
    """
    if whole := _WHOLE_TOWN.fullmatch(word):
        yield whole[1]
    lost, short = _with_its_e(word), _SHORT.fullmatch(word)
    may_be = [lost] if lost else [short[1], f"{short[1]}en"] if short else []
    yield from (town for town in may_be if not is_of_the_language(town))
    for pattern, endings in _LONGER:
        if longer := pattern.fullmatch(word):
            yield from (longer[1] + ending for ending in endings)


def comes_from_no_town(word: str) -> bool:
    """True for a „Kirchner“ or „Ordner“, who is no mistyped „Kirche“ or „Orden“."""
    return word.endswith(("er", "ern", "ers")) and is_of_the_language(_with_its_e(word))


def _with_its_e(word: str) -> str:
    """The word that may have lost an E in this one; empty where there is none."""
    for pattern in _LOST_E:
        if lost := pattern.fullmatch(word):
            return f"{lost[1]}e{lost[2]}"
    return ""
