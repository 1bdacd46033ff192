"""Answers and their changes at the desk, each in the words of the version that it was given to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from webapp.admin.wording.changes import CHANGES, changed_said, value_said
from webapp.fields.types import FieldSetId
from webapp.fields.wording import shown
from webapp.registration.queries.answers import Forms
from webapp.registration.queries.desk import history_of

if TYPE_CHECKING:
    from webapp.registration.models import Attendee, Change, Registration


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of a registration's history, with each value in words."""

    change: "Change"
    what: object
    differences: list[tuple[str, str, str]]


def told(forms: Forms, made: "Registration", holder: "Registration | Attendee", lang: str) -> list[tuple[str, str]]:
    """Question and answer, for reading."""
    given = forms.answers_of(made, holder)
    return [(each.definition.labelled(lang), shown(each.definition, each.value)) for each in given]


def told_history(forms: Forms, made: "Registration", lang: str) -> list[Told]:
    """What was done to a registration, the latest first, with what it was before and after."""
    return [
        Told(each, CHANGES[each.kind], [_difference(forms, made, one, lang) for one in each.differences])
        for each in history_of(made.id)
    ]


def _difference(forms: Forms, made: "Registration", one: Mapping[str, object], lang: str) -> tuple[str, str, str]:
    """What it is of, and how it was before and after."""
    key, said = cast("str", one["field"]), list[str]()
    if forms.asked(key, None) is None:
        return changed_said(key), value_said(key, one["before"]), value_said(key, one["after"])
    label = ""
    for when in ("before", "after"):
        version = cast("FieldSetId | None", one.get(f"version_{when}"))
        given = forms.read(key, one[when], version or made.field_set_id)
        said.append(shown(given.definition, given.value))
        label = given.definition.labelled(lang) if one[when] is not None or not label else label
    return label, said[0], said[1]
