"""Answers and their changes at the desk, each in the words of the version that it was given to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask_babel import lazy_gettext as _l

from webapp.admin.wording.labels import STATES
from webapp.fields.rules.reading import plain
from webapp.fields.types import FieldSetId
from webapp.fields.wording import shown
from webapp.registration.queries.answers import Forms
from webapp.registration.queries.desk import history_of
from webapp.registration.types import ACCESS_NEEDS, CONSENTS, PRIVACY, STANDING

_WORDS: Mapping[str, Mapping[str, object]] = {
    STANDING: STATES,
    CONSENTS: {PRIVACY: _l("Privacy notice pointed out"), ACCESS_NEEDS: _l("Agreed that their needs are kept")},
}

if TYPE_CHECKING:
    from webapp.registration.models import Attendee, Change, Registration


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of a registration's history, with each value in words."""

    change: "Change"
    differences: list[tuple[str, str, str]]


def told(forms: Forms, made: "Registration", holder: "Registration | Attendee", lang: str) -> list[tuple[str, str]]:
    """Question and answer, for reading."""
    given = forms.answers_of(made, holder)
    return [(each.definition.labelled(lang), shown(each.definition, each.value)) for each in given]


def told_history(forms: Forms, made: "Registration", lang: str) -> list[Told]:
    """What was done to a registration, the latest first, with what it was before and after."""
    return [
        Told(each, [_difference(forms, made, one, lang) for one in each.differences]) for each in history_of(made.id)
    ]


def _difference(forms: Forms, made: "Registration", one: Mapping[str, object], lang: str) -> tuple[str, str, str]:
    """The field (the key of what is no question), and how it was before and after."""
    key, said = cast("str", one["field"]), list[str]()
    if forms.asked(key, None) is None:
        words = _WORDS.get(key, {})
        before, after = (_in_words(one[when], words) for when in ("before", "after"))
        return key, before, after
    label = ""
    for when in ("before", "after"):
        version = cast("FieldSetId | None", one.get(f"version_{when}"))
        given = forms.read(key, one[when], version or made.field_set_id)
        said.append(shown(given.definition, given.value))
        label = given.definition.labelled(lang) if one[when] is not None or not label else label
    return label, said[0], said[1]


def _in_words(value: object, words: Mapping[str, object]) -> str:
    several = value if isinstance(value, list) else [value]
    return ", ".join(str(words.get(plain(each), plain(each))) for each in several)
