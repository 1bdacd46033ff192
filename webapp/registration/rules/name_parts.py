"""One name from columns that each hold a part of it, or all of it beside a part: „Ada“ and „Dr. Müller“."""

from webapp.foundation.matching import folded
from webapp.registration.rules.name_order import in_order, title_of


def put_together(first: str, last: str, whole: str) -> str:
    """The name as somebody is called; `whole` may be all of it, or the part that has no column of its own."""
    whole = in_order(whole)
    if first and last:
        return _joined(first, in_order(last))
    if last:  # „Name“ beside „Nachname“ is the first one, or all of it
        return _joined(whole, in_order(last), may_be_same=True)
    # A table with first names and names calls the family name just „Name“.
    return _joined(first, whole)


def _joined(first: str, family: str, *, may_be_same: bool = False) -> str:
    """Both, neither told twice; titles stand before both."""
    titles = title_of(first), title_of(family)
    called, surname = first.removeprefix(titles[0]).strip(), family.removeprefix(titles[1]).strip()
    if not called or not surname:
        return f"{first} {family}".strip()
    return f"{_longer(*titles)} {_body(called, surname, may_be_same=may_be_same)}".strip()


def _longer(one: str, other: str) -> str:
    """Both titles, or the longer one where it says the other as well."""
    if _has(_words(one), _words(other)):
        return one
    return other if _has(_words(other), _words(one)) else f"{one} {other}"


def _body(called: str, surname: str, *, may_be_same: bool) -> str:
    first, family = _words(called), _words(surname)
    if first != family and _has(family, first):
        return _without_turn(called, surname)
    is_told = _has(first, family) and (may_be_same or first != family)
    return called if is_told else f"{called} {surname}"


def _without_turn(called: str, name: str) -> str:
    """„Müller Ada“ beside „Ada“ is Ada Müller."""
    words, first = name.split(), called.split()
    is_turned = words[: len(first)] != first and words[-len(first) :] == first
    return " ".join(first + words[: -len(first)]) if is_turned else name


def _has(words: list[str], some: list[str]) -> bool:
    """Whether these words stand there one after the other."""
    return any(words[at : at + len(some)] == some for at in range(len(words) - len(some) + 1))


def _words(said: str) -> list[str]:
    return folded(said).split()
