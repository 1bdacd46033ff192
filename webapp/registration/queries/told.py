"""What was changed about a registration, in the words of whoever reads it."""

from collections.abc import Iterable, Mapping
from typing import cast

from webapp.fields.types import FieldSetId
from webapp.fields.wording import shown
from webapp.registration.models import Registration
from webapp.registration.queries.answers import Forms, forms_of
from webapp.registration.wording import CORRECTED

Told = tuple[str, str, str]


def told_differences(
    registration: Registration, differences: Iterable[Mapping[str, object]], *, nothing: str
) -> list[Told]:
    """What it is about, and how it was before and after; questions in the words that they were asked in.

    In the language that is spoken. At most one query.
    """
    wanted = list(differences)
    is_about_answers = any(each["field"] not in CORRECTED for each in wanted)
    forms = forms_of(registration.event) if is_about_answers else Forms(())
    return [_told(forms, registration, each, nothing) for each in wanted]


def _told(forms: Forms, made: Registration, one: Mapping[str, object], nothing: str) -> Told:
    key, person = cast("str", one["field"]), str(one.get("person") or "")
    if key in CORRECTED:
        label, said = str(CORRECTED[key]), [str(one[when] or "") for when in ("before", "after")]
    else:
        label, said = _of_answer(forms, made, key, one)
    return (f"{label} ({person})" if person else label), said[0] or nothing, said[1] or nothing


def _of_answer(forms: Forms, made: Registration, key: str, one: Mapping[str, object]) -> tuple[str, list[str]]:
    said, lang = list[str](), made.language
    for when in ("before", "after"):
        version = cast("FieldSetId | None", one.get(f"version_{when}"))
        given = forms.read(key, one[when], version or made.field_set_id)
        said.append(shown(given.definition, given.value))
        label = given.definition.labelled(lang)
    return label, said
