"""Which of the addresses in a row of people counts, and what a cell has beside it."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import groupby

from webapp.foundation.matching import folded
from webapp.foundation.spreadsheets.headings import value_of
from webapp.registration.rules.address_headings import EMAIL, says_which

_IN_BRACKETS = re.compile(r"[^<>]*<\s*([^<>]+?)\s*>")
_LINK = re.compile(r"mailto:\s*", re.IGNORECASE)
_REMARK = re.compile(r"^\([^()@]*\)\s*|(?<!\s)\s*(?:\([^()@]*\)|\[[^\[\]@]*\])$")
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_BESIDE = " \t\r\n'\"`,;:.<>"
_WIDE = re.compile("[\uff01-\uff5e\ufe6b\ufe52]")  # as keyboards for Asian scripts write
_ADDRESSES = re.compile(r"(?<![^\s;,<>()|/:@])[^\s;,<>()|/:@]+@[^\s;,<>()|/:@]+\.[^\s;,<>()|/:@]+(?!@)")


def said_addresses(row: Sequence[str], columns: Mapping[str, int]) -> list[str]:
    """What stands in the earliest columns of addresses in which something does; equal ones count once."""
    names = sorted((name for name in columns if name == EMAIL or name.startswith(f"{EMAIL} ")), key=_order)
    for _, group in groupby(names, key=lambda name: _order(name)[0]):
        said = [value for name in group if any(map(str.isalnum, value := value_of(row, columns, name)))]
        said = [value for value in said if "@" in value] or said  # beside an address „unbekannt“ is none
        if said:
            return list({bare(each).casefold(): each for each in reversed(said)}.values())[::-1]
    return []


def bare(said: str) -> str:
    """The address alone, also of „Ada Müller <ada@example.org>“, of a link, and without what programs leave beside it.

    That is Excel's sign for text, a full stop or a comma that follows, signs without width, „(privat)“.
    """
    text = said if said.isascii() else "".join(char for char in said if unicodedata.category(char) != "Cf")
    if _WIDE.search(text):
        text = unicodedata.normalize("NFKC", text)
    match = _IN_BRACKETS.fullmatch(text)
    text = _REMARK.sub("", _without_signs(match[1] if match else text))
    link = _LINK.match(text)
    return _without_signs(text[link.end() :].partition("?")[0] if link else text)


def without_addresses(said: str) -> str:
    """What a cell says besides its addresses."""
    return _ADDRESSES.sub(" ", said)


def remark_beside(said: str) -> str:
    """The words in brackets that `bare` leaves out, unless they only say which address it is: „(privat)“."""
    remarks = [match[1] or match[2] or "" for match in _BRACKETS.finditer(without_addresses(said))]
    return " / ".join(each for each in remarks if not says_which(set(folded(each).split())))


def _without_signs(text: str) -> str:
    """The text without what stands before and behind it: quotes and stops, and bullets or arrows of any kind."""
    first, last = 0, len(text)
    while first < last and _is_sign(text[first]):
        first += 1
    while last > first and _is_sign(text[last - 1]):
        last -= 1
    return text[first:last]


def _is_sign(char: str) -> bool:
    return char in _BESIDE or (not char.isascii() and unicodedata.category(char)[0] in "SPZ")


def name_beside(said: str) -> str:
    """The name in „Ada Müller <ada@example.org>“."""
    return said.partition("<")[0].strip(' "') if _IN_BRACKETS.fullmatch(said) else ""


def names_several(said: str) -> bool:
    """True when a cell has more than one address."""
    return len({each.casefold().rstrip(".") for each in _ADDRESSES.findall(said)}) > 1


def _order(name: str) -> tuple[int, int]:
    """Which columns count before others; lists that were read before have „email 2“ for the second."""
    group, _, nth = name.removeprefix(EMAIL).strip().partition(".")
    return int(group or 0), int(nth or 1)
