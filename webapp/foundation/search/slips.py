"""One slip of the finger in a short word: a letter left out, doubled, or changed with its neighbour.

Another letter makes another word („Messe“, „Masse“), unless what was typed can't be a word at all („Dacg“).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Final

from webapp.foundation.matching import plain, unmarked

_LETTERS: Final = (*"abcdefghijklmnopqrstuvwxyz", "ss")
_SHORTEST = 3
_LONGEST = 12
_SHORTEST_MEANT = 4
_SURE_BEGIN = 4  # up to so many letters, the first one is right
_SAYS_NOTHING: Final = frozenset(
    unmarked(
        "beim dein mein meine sein seine dann denn wenn kann wird will wirt muss soll darf dass doch nach noch"
        " nicht auch also mehr viel sich ihre ihnen euch wann this that have from they them then than when your"
    ).split()
)
_ONSET: Final = (
    r"(?:sch[lmnrw]?|[bcfgkp]l|[bcdfgkptw]r|pf[lr]?|[gkp]n|ps|qu|s[cklmnptw]|s[ckpt][lr]|tsch|t[hw]|zw|[cprsw]h|[cpt]h[lr]"
    r"|[bcdfghj-np-tv-z])"
)
_CODA: Final = (
    r"(?:[lmnr]?(?:ch|ck|[fkpt]{1,2}|[bdgsx]|ss|tz|z|t?sch)?(?:s|t|st)?"
    r"|ll|mm|nn|rr|bb|dd|gg|rl|rn|rm|lm|ng|hl|hm|hn|hr|ht|h|w|v)s?"
)
_WORD: Final = re.compile(rf"{_ONSET}?[aeiouy]{{1,3}}(?:{_CODA}{_ONSET}[aeiouy]{{1,3}})*{_CODA}")


def meant_by_slip(typed: str, cut: Iterable[str], exists: Callable[[str], bool]) -> frozenset[str]:
    """The words that exist of which one slip made what was typed, or one of that `cut` to its stem.

    What is entered with umlauts is compared without.
    """
    if not _is_short_word(typed):
        return frozenset()
    whole = _spellings(typed)
    words = chain(*map(_slips, whole), *map(_slips_within, set(cut) - whole))
    return frozenset(word for word in words if _can_be_meant(word) and exists(word))


def meant_by_other_letter(typed: str, exists: Callable[[str], bool]) -> frozenset[str]:
    """The words that exist and differ by one letter from what was typed, where that is no word of any language."""
    if not _is_short_word(typed):
        return frozenset()
    words = chain(*map(_other_letters, _spellings(typed)))
    return frozenset(word for word in words if _can_be_meant(word) and exists(word))


def can_be_word(word: str) -> bool:
    """True for what can be said: „Messe“ and „Dahl“, but neither „Dacg“ nor „Bckr“."""
    return bool(_WORD.fullmatch(word))


def _is_short_word(typed: str) -> bool:
    return typed.isalpha() and _SHORTEST <= len(typed) <= _LONGEST


def _spellings(typed: str) -> set[str]:
    return {plain(typed), unmarked(typed)}


def _can_be_meant(word: str) -> bool:
    return len(word) >= _SHORTEST_MEANT and word not in _SAYS_NOTHING


def _slips(typed: str) -> Iterator[str]:
    yield from (typed + letter for letter in _LETTERS)
    yield from _slips_within(typed)


def _slips_within(typed: str) -> Iterator[str]:
    """Without a letter left out at the end, where „Tische“ would lead to „Tischl(er)“."""
    for at in range(1 if len(typed) <= _SURE_BEGIN else 0, len(typed)):
        yield from (typed[:at] + letter + typed[at:] for letter in _LETTERS)
    if len(typed) > _SHORTEST:
        for at in range(len(typed) - 1):
            yield typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :]
            if typed[at] == typed[at + 1]:
                yield typed[:at] + typed[at + 1 :]


def _other_letters(typed: str) -> Iterator[str]:
    if len(typed) <= _SHORTEST or can_be_word(typed):
        return
    for at in range(1, len(typed)):
        yield typed[:at] + typed[at + 1 :]
        yield from (typed[:at] + letter + typed[at + 1 :] for letter in _LETTERS)
