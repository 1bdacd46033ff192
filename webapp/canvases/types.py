from enum import StrEnum
from typing import NewType

CanvasId = NewType("CanvasId", int)

LINK = "canvas"  # purpose of the link that opens a group's canvas for writing


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
