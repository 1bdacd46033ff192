"""Several versions of one entry in a file (same UID): the newest counts, as far as anything tells which one it is."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from webapp.calendar.ical.lines import OCCUPYING, Block

_SEQUENCE, _CHANGED, _STAMPED = TELLING = ("SEQUENCE", "LAST-MODIFIED", "DTSTAMP")
_APART = {*TELLING, *OCCUPYING}  # two calendars with the same date may differ in whom it keeps busy
_NUMBER = re.compile(r"\s*\d{1,9}\s*", re.ASCII)
_MOMENT = re.compile(r"\d{8}T\d{6}", re.ASCII)
_Told = Callable[["Version"], int | str | None]


@dataclass(frozen=True, slots=True)
class Version:
    """What tells how old an entry is, and what it says apart from that. None for what can't be read."""

    sequence: int | None
    changed: str | None
    stamped: str | None
    said: tuple[tuple[str, ...], ...]


def version_of(block: Block) -> Version:
    """The version that an entry is."""
    number = _value(block, _SEQUENCE) or "0"  # as RFC 5545 has it where nothing is said
    said = tuple(tuple(lines) for name, lines in sorted(block.values.items()) if name not in _APART)
    return Version(
        int(number) if _NUMBER.fullmatch(number) else None, _moment(block, _CHANGED), _moment(block, _STAMPED), said
    )


def newest(versions: Sequence[Version]) -> list[int]:
    """The place of the newest; several places when nothing tells which of them it is."""
    places = list(range(len(versions)))
    tellers: tuple[_Told, ...] = (lambda one: one.sequence, lambda one: one.changed, lambda one: one.stamped)
    for told in tellers:
        values = [told(versions[place]) for place in places]
        if None not in values:
            last = max(values)  # type: ignore[type-var] # all numbers, or all moments
            places = [place for place, value in zip(places, values, strict=True) if value == last]
        elif told is tellers[0]:
            break  # an older rule can't stand in for a number that can't be read
    return places[:1] if len({versions[place].said for place in places}) == 1 else places


def _value(block: Block, name: str) -> str:
    lines = block.values.get(name, [""])
    return lines[0].rpartition(":")[2].strip()


def _moment(block: Block, name: str) -> str | None:
    match = _MOMENT.match(_value(block, name))
    return match[0] if match else None
