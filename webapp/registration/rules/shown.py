"""Whom a page showed of a registration, so that no old page ends it for somebody else.

A mark holds the beginnings of random ids, all of one length: short enough for the people of a thousand registrations in
one form, long enough to tell them apart.
"""

from collections.abc import Iterable, Sequence

_LENGTH = 6


def mark_of_shown(people: Iterable[str]) -> str:
    """Whom a page shows, by public id."""
    return "".join(each[:_LENGTH] for each in people)


def shows_all(seen: str, people: Sequence[str]) -> bool:
    """True when the page that was `seen` showed all of them; without a mark it is taken to have shown one person."""
    if not seen:
        return len(people) <= 1
    shown = {seen[at : at + _LENGTH] for at in range(0, len(seen), _LENGTH)}
    return all(each[:_LENGTH] in shown for each in people)
