"""Two people in the one cell of a name: „Ada A / Bo B“. Only one of them has the address of the row."""

import re

from webapp.foundation.matching import folded
from webapp.registration.rules.firms import BODIES, LEGAL_FORMS, each_of
from webapp.registration.rules.name_order import in_order

_JOINED_BY = re.compile(r"[;+&|\n]|(?<!\bc)/|/(?!o\b)|(?<=\s)(?:und|u\.|and|sowie)(?=\s)", re.IGNORECASE)
_PARTICLES = frozenset({"von", "van", "de", "der", "zu"})  # „von und zu“ is one person
_TITLES = frozenset({"dr", "prof", "dipl", "ing", "med", "m", "w", "d", "in", "innen"})
_NO_PERSON = (
    LEGAL_FORMS
    | BODIES
    | each_of(
        "sohn sohne tochter partner kollegen vertrieb verkauf marketing bildung technik"
        " geschaftsfuhrer geschaftsfuhrerin inhaber inhaberin meister meisterin obermeister obermeisterin"
        " vorsitzender vorsitzende leiter leiterin assistenz sekretariat ausbilder ausbilderin begleitung"
    )
)
_TOGETHER = frozenset({"eheleute", "ehepaar", "familie", "fam", "geschwister"})
_WHOLE_NAME = 2


def people_in(name: str) -> list[str]:
    """The people that a cell names, each as they stand there; the whole cell where it names one."""
    stripped = (part.strip().strip(" ,") for part in _JOINED_BY.split(name))
    parts = [part for part in stripped if part]  # „Ada Arndt / und Bo Beck“
    spoken = [folded(part).split() for part in parts]
    if len(parts) < 2 or not all(map(_is_person, spoken)):  # noqa: PLR2004 - two people
        return [name]
    return [name] if spoken[0][-1] in _PARTICLES else parts


def first_of(name: str) -> str:
    """The first of several people who are all named in full, or who comes as „Müller, Ada“ does; else the whole name.

    „Ada und Bo Müller“ and „Eheleute A. und B. Kern“ stay as they are.
    """
    people = people_in(name)
    if len(people) == 1 or _TOGETHER.intersection(folded(people[0]).split()):
        return name
    first = in_order(people[0])
    return first if first != people[0] or all(map(_is_whole, people)) else name


def further_in(name: str) -> str:
    """Whoever else a name names, in its words; empty where it names one person."""
    return " / ".join(people_in(name)[1:])


def _is_whole(name: str) -> bool:
    """True for a name that ends with a surname: „Dr. A.“ doesn't."""
    words = name.split()
    last = words[-1].rstrip(".")
    return len(words) >= _WHOLE_NAME and len(last) > 1 and folded(last).strip() not in _TITLES


def _is_person(words: list[str]) -> bool:
    return bool(words) and not _NO_PERSON.intersection(words) and not set(words) <= _TITLES
