"""What stands of an answer where its question is asked now, also if it was asked of all, or of each, before."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from webapp.fields.types import Definition, FieldKind, FieldSetId
from webapp.registration.rules.forms import Forms, Given
from webapp.registration.rules.holders import Party, Person
from webapp.registration.rules.people import PERSONAL


@dataclass(frozen=True, slots=True)
class Standing:
    """The answers of all who come together, or of one of them, with the versions that they were given to.

    `differing` says who said what where a question is asked once, and people have said different things.
    """

    answers: dict[str, object]
    versions: dict[str, FieldSetId | None]
    differing: Mapping[str, list[tuple[str, Given]]] = field(default_factory=dict)


def holds_one_answer(definition: Definition) -> bool:
    """True where an earlier answer beside the latest one would do harm: consents, needs, and what takes places."""
    return definition.kind in PERSONAL or bool(definition.places)


def takes_over(head: Person, definition: Definition) -> bool:
    """True for whoever an answer counts that was given once for all; needs and consents belong to who was there."""
    return head.joined_at is None or definition.kind not in PERSONAL


def standing_of_person(forms: Forms, made: Party, head: Person) -> Standing:
    """What one of the people is taken to have said."""
    stands = Standing(dict(head.answers), dict(head.versions))
    for key, asked in forms.newest.items():
        if asked.of_each and holds_one_answer(asked) and (said := _said(forms, made, head, asked)) is not None:
            stands.answers[key], stands.versions[key] = said.value, said.version
    return stands


def standing_of_all(forms: Forms, made: Party) -> Standing:
    """What all of them are taken to have said to what is asked once."""
    stands = Standing(dict(made.answers), dict(made.versions), {})
    differing = {}
    for key, asked in forms.newest.items():
        if asked.of_each or not holds_one_answer(asked):
            continue
        said = [(head.name, given) for head in made.attendees if (given := _said(forms, made, head, asked))]
        found = _in_one(asked, said, forms)
        if found is not None:
            stands.answers[key], stands.versions[key] = found
        elif said:
            differing[key] = said
            stands.answers.pop(key, None)
    return Standing(stands.answers, stands.versions, differing)


def _said(forms: Forms, made: Party, head: Person, asked: Definition) -> Given | None:
    own = forms.given(made, head, asked.key)
    return own if own or not takes_over(head, asked) else forms.given(made, made, asked.key)


def _in_one(asked: Definition, said: list[tuple[str, Given]], forms: Forms) -> tuple[object, FieldSetId | None] | None:
    """The answer that can be shown for all of them; needs are told one after the other."""
    values = [given.value for _name, given in said]
    if values and all(value == values[0] for value in values):
        return values[0], said[0][1].version
    if values and asked.kind is FieldKind.ACCESS_NEEDS:
        return "; ".join(dict.fromkeys(str(value) for value in values)), forms.newest_id
    return None
