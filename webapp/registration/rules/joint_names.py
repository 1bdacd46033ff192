"""Two people in the one cell of a name: „Ada A / Bo B“. Only one of them has the address of the row."""

import re
from itertools import pairwise, starmap

from webapp.foundation.matching import folded
from webapp.registration.rules.firms import BODIES, LEGAL_FORMS, each_of
from webapp.registration.rules.name_order import in_order, title_of

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
    name = unwrapped(name)
    stripped = (part.strip().strip(" ,") for part in _JOINED_BY.split(name))
    parts = [part for part in stripped if part]  # „Ada Arndt / und Bo Beck“
    spoken = [folded(part).split() for part in parts]
    if len(parts) < 2 or not all(map(_is_person, spoken)):  # noqa: PLR2004 - two people
        return [_on_one_line(name)]
    return [_on_one_line(name)] if spoken[0][-1] in _PARTICLES else parts


def unwrapped(name: str) -> str:
    """The name without lines that only wrap it in its cell; two whole names on two lines are two people."""
    told = ""
    for line in _lines(name):
        told = f"{told}{_between(told, line)}{line}" if told else line
    return told


def is_wrapped(name: str) -> bool:
    """True where lines are taken for one name that may be more: „Ada Müller“ above „Bo“."""
    return len(people_in(name)) == 1 and not all(starmap(_are_clear, pairwise(_lines(name))))


def first_of(name: str) -> str:
    """The first of several people who are all named in full, or who comes as „Müller, Ada“ does; else the whole name.

    „Ada und Bo Müller“ and „Eheleute A. und B. Kern“ stay as they are.
    """
    people = people_in(name)
    if len(people) == 1:
        return people[0]
    if _TOGETHER.intersection(folded(people[0]).split()):
        return _on_one_line(name)
    first = in_order(people[0])
    return first if first != people[0] or all(map(_is_whole, people)) else _on_one_line(name)


def further_in(name: str) -> str:
    """Whoever else a name names, in its words; empty where it names one person."""
    return " / ".join(people_in(name)[1:])


def _lines(name: str) -> list[str]:
    return [line for each in name.splitlines() if (line := each.strip())]


def _between(told: str, line: str) -> str:
    """What stands between two lines: the end of a name, or nothing of its own."""
    last = told.rpartition("\n")[2]
    before, here = f" {last} ", f" {line} "
    is_joined = any(not before[match.end() :].strip() for match in _JOINED_BY.finditer(before))
    is_joined |= any(not here[: match.start()].strip() for match in _JOINED_BY.finditer(here))
    if is_joined or (_are_two(last, line) and not _are_clear(last, line)):
        return "\n"
    return "" if told.endswith("-") else " "


def _are_two(before: str, line: str) -> bool:
    return all(_is_whole(" ".join(_called(each))) for each in (before, line))


def _are_clear(before: str, line: str) -> bool:
    """True for two lines of one name: „Ada“ above „Müller“, „Ada Maria“ above „von der Heide“."""
    goes_on = before.endswith((",", "-")) or line.split(maxsplit=1)[0].casefold() in _PARTICLES
    return goes_on or max(len(_called(before)), len(_called(line))) <= 1


def _called(line: str) -> list[str]:
    """The words of a name without its titles."""
    return line.removeprefix(title_of(line)).split()


def _on_one_line(name: str) -> str:
    return " ".join(name.split())


def _is_whole(name: str) -> bool:
    """True for a name that ends with a surname: „Dr. A.“ doesn't."""
    words = name.split()
    last = words[-1].rstrip(".") if words else ""
    return len(words) >= _WHOLE_NAME and len(last) > 1 and folded(last).strip() not in _TITLES


def _is_person(words: list[str]) -> bool:
    return bool(words) and not _NO_PERSON.intersection(words) and not set(words) <= _TITLES
