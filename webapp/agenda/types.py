from enum import StrEnum
from typing import NewType

AgendaItemId = NewType("AgendaItemId", int)


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
