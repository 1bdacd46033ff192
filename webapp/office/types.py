from dataclasses import dataclass, field
from enum import StrEnum

SET_UP_LINK = "set-up"  # purpose of the link that opens an installation without any account


class TextKind(StrEnum):
    """What has to be said before anything is published, in the order in which it stands in the foot of a page."""

    IMPRINT = "imprint"
    PRIVACY = "privacy"
    ACCESSIBILITY = "accessibility"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What variables of the operator say of what the office keeps; empty where they say nothing."""

    name: str = ""
    email: str = ""
    accent: str = ""
    language: str = ""
    zone: str = ""
    texts: dict[TextKind, str] = field(default_factory=dict)
