from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType

ContactId = NewType("ContactId", int)
ContactListId = NewType("ContactListId", int)

WORDING = "2026-11"  # version of the words with which people agree to be invited again
LONGEST_NAME = 160
LONGEST_COMPANY = 200
LONGEST_PHONE = 40
LONGEST_SAID = 200
LONGEST_TAG = 40
LONGEST_NOTE = 2000
LONGEST_WORD = 60


class Basis(StrEnum):
    """Why somebody is known: by events alone, because the office entered them, or because they agreed."""

    EVENTS = "events"
    ENTERED = "entered"
    AGREED = "agreed"


class WhyNot(StrEnum):
    """Why somebody of a list, or of a series, isn't invited. TAKEN_OFF: by the office, from the list of the series."""

    NO_ADDRESS = "no_address"
    REFUSES = "refuses"
    WITHDREW = "withdrew"
    NO_BASIS = "no_basis"
    KNOWN = "known"
    TAKEN_OFF = "taken_off"


class ListKind(StrEnum):
    """PICKED: its members were chosen one by one; FOUND: whoever fits a search; SERIES: kept by a series."""

    PICKED = "picked"
    FOUND = "found"
    SERIES = "series"


class TableState(StrEnum):
    """READING: being looked at; READY: the office decides; TAKING: going through its rows."""

    READING = "reading"
    UNREADABLE = "unreadable"
    READY = "ready"
    TAKING = "taking"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which contacts are looked for; empty means all. `consent`: agreed, withdrew or none; `source` EVENTS or words.

    `due_on` finds those whose review is due by that day; `event` is a public id.
    """

    words: str = ""
    tag: str = ""
    consent: str = ""
    source: str = ""
    event: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why the office keeps somebody: where they are known from, what for, and when that is to be looked at again."""

    source: str
    purpose: str
    review_on: date


@dataclass(frozen=True, slots=True)
class Person:
    """What stands behind an address at the events of an organisation, as the newest of it says."""

    name: str
    email: str
    company: str
    language: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """How many of a list can be invited, and how many can't, by reason."""

    invited: int = 0
    why: Mapping[WhyNot, int] = field(default_factory=dict)

    @property
    def left(self) -> int:
        """How many can't be invited."""
        return sum(self.why.values())
