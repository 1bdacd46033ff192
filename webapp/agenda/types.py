from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

AgendaItemId = NewType("AgendaItemId", int)

LONGEST_TITLE = 200


class ItemKind(StrEnum):
    WELCOME = "welcome"
    IMPULSE = "impulse"
    PITCHES = "pitches"
    MOVE = "move"
    STATIONS = "stations"
    DISCUSSION = "discussion"
    PLENARY = "plenary"
    TALK = "talk"
    BREAK = "break"
    OPEN = "open"
    CLOSING = "closing"


class Trouble(StrEnum):
    """Why a programme deserves a second look; none of it is refused."""

    SAME_PLACE = "same_place"
    SAME_TRACK = "same_track"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A trouble with one item, and with which other (its public id) where two get in each other's way."""

    trouble: Trouble
    item: str
    other: str | None = None
