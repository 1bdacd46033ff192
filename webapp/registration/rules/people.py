"""What of the answers holds for one of a group, and what somebody who joins later is asked."""

from collections.abc import Iterable
from dataclasses import replace

from webapp.fields.types import Definition, FieldKind

# What only the person whom it concerns can say.
PERSONAL = frozenset({FieldKind.ACCESS_NEEDS, FieldKind.PHOTOS})


def personal_keys(definitions: Iterable[Definition]) -> frozenset[str]:
    """The questions whose answers belong to the people who were there when they were given."""
    return frozenset(each.key for each in definitions if each.kind in PERSONAL)


def asked_of_newcomer(definitions: Iterable[Definition]) -> tuple[Definition, ...]:
    """What somebody is asked who joins a registration: what is asked of each person, and what is personal.

    A personal question that hung on an answer given once is asked openly.
    """
    return _by_themselves(each for each in definitions if each.of_each or each.kind in PERSONAL)


def at_the_door(definitions: Iterable[Definition]) -> tuple[Definition, ...]:
    """The same questions, none of which must be answered; whoever stands at the door finds the stations inside."""
    asked = _by_themselves(each for each in definitions if each.kind is not FieldKind.STATION)
    return tuple(replace(each, required=False) for each in asked)


def _by_themselves(definitions: Iterable[Definition]) -> tuple[Definition, ...]:
    asked = tuple(definitions)
    keys = {each.key for each in asked}
    return tuple(
        replace(each, show_when=None, required=False) if each.show_when and each.show_when[0] not in keys else each
        for each in asked
    )
