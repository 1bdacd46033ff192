from enum import StrEnum
from typing import NewType

PlanId = NewType("PlanId", int)
FieldId = NewType("FieldId", int)
GoalId = NewType("GoalId", int)
SpecificationId = NewType("SpecificationId", int)
MeasureId = NewType("MeasureId", int)
IndicatorId = NewType("IndicatorId", int)


class MeasureKind(StrEnum):
    COMMITMENT = "commitment"
    CONTINUOUS = "continuous"
    ONCE = "once"
    EXAMINATION = "examination"


class BodyPart(StrEnum):
    """What a body does for a measure."""

    LEAD = "lead"
    PARTNER = "partner"


class Direction(StrEnum):
    """Where an indicator should go."""

    UP = "up"
    DOWN = "down"
    HOLD = "hold"
