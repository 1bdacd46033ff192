from enum import StrEnum
from typing import NewType

StationId = NewType("StationId", int)
GroupId = NewType("GroupId", int)

POSTER = "station"  # purpose of the link on a station's poster
MOST_GROUPS = 6  # per station, as the source of the future workshop has it
LONGEST_GROUP_NAME = 120


class Told(StrEnum):
    """What is said of a station's places: how many are free, how many people took one, or nothing at all."""

    FREE = "free"
    TAKEN = "taken"
    NOTHING = "nothing"


class Route(StrEnum):
    """What a group does: deepen a pitch that was heard, or work out an idea of its own."""

    PITCH = "pitch"
    NEW_IDEA = "new_idea"
