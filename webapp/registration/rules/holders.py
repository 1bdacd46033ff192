"""Whoever answers are kept with, as far as reading them goes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from webapp.fields.types import FieldSetId


class Holder(Protocol):
    """Answers, each with the version of the form that it was given to where that is known."""

    @property
    def answers(self) -> Mapping[str, object]: ...
    @property
    def versions(self) -> Mapping[str, FieldSetId | None]: ...


class Made(Protocol):
    """A registration, as far as it says which version of the form its other answers were given to."""

    @property
    def field_set_id(self) -> FieldSetId | None: ...


class Person(Holder, Protocol):
    """One of those who come."""

    @property
    def name(self) -> str: ...
    @property
    def joined_at(self) -> datetime | None: ...


class Party(Holder, Made, Protocol):
    """A registration with those who come by it."""

    @property
    def attendees(self) -> Sequence[Person]: ...
