"""What a group without names told once for all of them, by the one of them who has it: it stays with the group."""

from collections.abc import Collection, Mapping
from typing import TypeVar

from webapp.fields.types import FieldKind
from webapp.registration.models import Attendee, Registration
from webapp.registration.queries.answers import forms_of

V = TypeVar("V")


def hand_needs_on(registration: Registration, leaving: Attendee) -> None:
    """Before one of a group without names leaves: what nobody else needs as well was told for all of them."""
    others = [each for each in registration.attendees if each.id != leaving.id]
    if not others or not leaving.answers or any(each.name for each in (leaving, *others)):
        return
    told = [key for key in _needs_of(registration, leaving) if not any(each.answers.get(key) for each in others)]
    first = others[0]
    first.answers = {**first.answers, **{key: leaving.answers[key] for key in told}}
    first.versions = {**first.versions, **{key: leaving.versions.get(key, registration.field_set_id) for key in told}}
    leaving.answers, leaving.versions = _without(leaving.answers, told), _without(leaving.versions, told)


def _needs_of(registration: Registration, head: Attendee) -> list[str]:
    given = forms_of(registration.event).answers_of(registration, head)
    return [each.definition.key for each in given if each.definition.kind is FieldKind.ACCESS_NEEDS]


def _without(values: Mapping[str, V], keys: Collection[str]) -> dict[str, V]:
    return {key: value for key, value in values.items() if key not in keys}
