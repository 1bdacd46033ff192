"""Further people in a row of somebody's table: they are named, since each needs a row and an address of their own."""

import re
from collections.abc import Callable, Sequence

from webapp.foundation.matching import folded
from webapp.foundation.spreadsheets.headings import as_heading


def _words(said: str) -> frozenset[str]:
    return frozenset(said.split())


_ORDINALS = _words("2 3 4 5 6 7 8 9 ii iii zweite zweiter zweites dritte dritter second third 2nd 3rd 2te 2ter")
_FURTHER = _words("weitere weiterer weiteres andere additional other further")
_PEOPLE = _words(
    "person personen people guest guests gaste gast teilnehmer teilnehmerin teilnehmende ansprechpartner"
    " ansprechpartnerin ansprechperson ansprechpersonen kontakt kontakte kontaktperson name namen"
)
_PARTNER = "partner"
_COMPANIONS = _words(
    "begleitung begleitperson begleitpersonen begleiter begleiterin ehepartner ehepartnerin ehefrau ehemann companion"
    " companions mitreisende vertretung vertreter vertreterin stellvertretung stellvertreter stellvertreterin"
)
_JOINED = re.compile(r"([a-z]+)([2-9])")
_NOBODY = _words("nein no 0 keine keiner ohne none false falsch n")


def second_columns(head: Sequence[str], own: set[int], is_name: Callable[[str], bool]) -> list[int]:
    """The places of columns with further people; `own` are those of the first one, `is_name` knows their headings."""
    firsts = {as_heading(head[place]) for place in own}
    return [
        place
        for place, heading in enumerate(head)
        if place not in own and _is_second(as_heading(heading), firsts, is_name)
    ]


def _is_second(heading: str, firsts: set[str], is_name: Callable[[str], bool]) -> bool:
    words = [part for word in heading.split() for part in _parts(word)]
    if not words or heading in firsts:
        return bool(words)
    rest = [word for word in words if word not in _ORDINALS and not word.startswith(_PARTNER)]
    is_person = is_name(" ".join(rest)) or (rest != [] and set(rest) <= _PEOPLE)
    is_further = not _FURTHER.isdisjoint(words) and not _PEOPLE.isdisjoint(words)
    return not _COMPANIONS.isdisjoint(words) or (is_person and len(rest) < len(words)) or is_further


def seconds_in(row: Sequence[str], places: Sequence[int]) -> str:
    """Who else stands in a row, in the words of the row; empty where nobody does."""
    said = (" ".join(row[place].split()) for place in places if place < len(row))
    return " ".join(each for each in said if any(map(str.isalnum, each)) and folded(each).strip() not in _NOBODY)


def _parts(word: str) -> list[str]:
    match = _JOINED.fullmatch(word)
    return [*match.groups()] if match else [word]
