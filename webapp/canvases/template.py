"""The idea canvas as data: what `idea_canvas.toml` says, with the choices that an action plan adds."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, TypedDict

from webapp.fields.types import Definition, FieldKind
from webapp.foundation.localized import in_language

_FILE = Path(__file__).with_name("idea_canvas.toml")

Choices = Sequence[tuple[str, str]]


class _Part(TypedDict):
    key: str
    title: dict[str, str]
    field: list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong on one screen of a phone."""

    key: str
    title: dict[str, str]

    def titled(self, lang: str) -> str:
        """The title in `lang`, else in German."""
        return in_language(self.title, lang)


@cache
def sections() -> tuple[Section, ...]:
    """The sections of the idea canvas in their order."""
    return tuple(Section(part["key"], part["title"]) for part in _data())


def definitions(*, fields: Choices = (), goals: Choices = ()) -> tuple[Definition, ...]:
    """The fields of the idea canvas; without an action plan its field and goal are typed instead of chosen."""
    offered = {"field_of_action": fields, "goal_dimension": goals}
    return tuple(
        _with_choices(field, offered[field.key]) if field.key in offered else field for field in _bare_definitions()
    )


def _with_choices(field: Definition, choices: Choices) -> Definition:
    if not choices:
        return replace(field, kind=FieldKind.TEXT)
    return replace(field, choices=tuple((key, {"de": label}) for key, label in choices))


@cache
def _bare_definitions() -> tuple[Definition, ...]:
    return tuple(_definition(section["key"], field) for section in _data() for field in section["field"])


def _definition(section: str, field: dict[str, Any]) -> Definition:
    choices = tuple((key, label) for key, label in field.pop("choices", ()))
    return Definition(**{**field, "kind": FieldKind(field["kind"]), "choices": choices, "section": section})


def _data() -> list[_Part]:
    sections: list[_Part] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["section"]
    return sections
