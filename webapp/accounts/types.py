from dataclasses import dataclass
from enum import StrEnum
from typing import NewType, Self

from webapp.organisations.types import OrganisationId

UserId = NewType("UserId", int)

LINK = "access"  # purpose of the links that open an event without an account


PASSWORD_LINK = "new password"  # noqa: S105 - what a link is for
ADDRESS_LINK = "new address"
TEAM_LINK = "team"


class Role(StrEnum):
    """What somebody may do: ADMIN everywhere, the others for an organisation and all its events, or at one event."""

    ADMIN = "admin"
    ORGANIZER = "organizer"
    FACILITATOR = "facilitator"
    DOOR = "door"
    READER = "reader"


class Weakness(StrEnum):
    """Why a password is refused: OWN has something of the person's own in it, PATTERN is typed by a pattern."""

    SHORT = "short"
    LONG = "long"
    OWN = "own"
    COMMON = "common"
    PATTERN = "pattern"
    GUESSABLE = "guessable"


class Asked(StrEnum):
    """What somebody asked a letter for, which proves their address."""

    PASSWORD = "password"  # noqa: S105 - the name of a letter
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a right is asked for: one event and the organisation that hosts it, or the organisation as such."""

    event_key: str
    organisation_id: OrganisationId

    @classmethod
    def of_organisation(cls, organisation_id: OrganisationId) -> Self:
        """What isn't of one event: roles that are held at events alone bring nothing here."""
        return cls(event_key="", organisation_id=organisation_id)


@dataclass(frozen=True, slots=True)
class Assignment:
    """A role somebody holds; without organisation and event it holds everywhere."""

    role: Role
    organisation_id: OrganisationId | None = None
    event_key: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts, as services and audit see them: an id, never a name or address."""

    key: str
    assignments: tuple[Assignment, ...] = ()


NOBODY = Actor(key="anonymous")
SYSTEM = Actor(key="system", assignments=(Assignment(Role.ADMIN),))
