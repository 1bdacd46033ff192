from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

CanvasId = NewType("CanvasId", int)

LINK = "canvas"  # purpose of the link that opens a group's canvas for writing
LONGEST_REASON = 1_000

Values = Mapping[str, object]  # clean values by field key; an empty field has no entry


class CanvasStatus(StrEnum):
    DRAFT = "draft"
    PRESENTED = "presented"
    APPROVED = "approved"


class Contribution(StrEnum):
    """What a result does for a measure or goal."""

    CONTRIBUTES = "contributes"
    IMPLEMENTS = "implements"
    PREPARES = "prepares"
    EXAMINES = "examines"


@dataclass(frozen=True, slots=True)
class Conflict:
    """The two versions of one field; None where a side emptied it."""

    theirs: object
    mine: object


@dataclass(frozen=True, slots=True)
class Merge:
    """What comes out of two people's changes: the values, and the fields on which they disagree."""

    values: dict[str, object]
    conflicts: dict[str, Conflict]


@dataclass(frozen=True, slots=True)
class Saved:
    """A canvas after saving: its version, and the fields that somebody else had changed in the meantime."""

    version: int
    others: frozenset[str]


@dataclass(frozen=True, slots=True)
class Writing:
    """A version of a canvas: what it held, and who (an id) wrote it when."""

    version: int
    values: Values
    actor_key: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Chapter:
    """What one person wrote in one go: the last version of it, the fields it changed, from when to when."""

    version: int
    changed: tuple[str, ...]
    actor_key: str
    began_at: datetime
    ended_at: datetime
