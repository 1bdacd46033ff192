"""The answers of a group without names: given once for all of them, and changed once for all."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from webapp.fields.types import Definition, FieldKind
from webapp.registration.forms.answer_parts import Part
from webapp.registration.forms.answers_form import AnswersForm
from webapp.registration.forms.asked import Asked
from webapp.registration.queries.answers import Forms, answers_mark, standing_of_person
from webapp.registration.types import AttendeeId

if TYPE_CHECKING:
    from webapp.registration.models import Attendee, Registration


class ClassAnswersForm(AnswersForm):
    """What is asked once, and what is asked of each of them, which holds for all but for what somebody needs."""

    for_all = True

    def __init__(self, registration: "Registration", asked: Asked, known: Forms) -> None:
        super().__init__(cast("Registration", _WithOne(registration)), asked, known)
        self._made, self._known = registration, known
        self._others = registration.attendees[1:]
        if self.seen_at_once is not None:
            self.seen_at_once = answers_mark(registration)

    @property
    def of_people(self) -> dict[AttendeeId, Mapping[str, object]]:
        given = super().of_people
        changed = {key: value for part in self.people for key, value in part.answers.items() if self._is_new(part, key)}
        gone = {key for part in self.people for key in self._shared & part.before.keys() - part.answers.keys()}
        for head in self._others if given else ():
            given[head.id] = {**self._left_with(head, gone), **changed}
        return given

    def _left_with(self, head: "Attendee", gone: set[str]) -> dict[str, object]:
        """What stands of one of the others: their own word, or what was said once for all and isn't said anew."""
        stands = standing_of_person(self._known, self._made, head).answers
        told = {key for part in self.people for key in self._needs if part.answers.get(key) != part.before.get(key)}
        ended = gone | (told - head.answers.keys())
        return {key: value for key, value in stands.items() if key not in ended}

    @property
    def anew(self) -> set[tuple[AttendeeId | None, str]]:
        found = super().anew
        of_each = {key for head_id, key in found if head_id is not None and key in self._shared}
        return found | {(head.id, key) for head in self._others for key in of_each}

    def _is_new(self, part: Part, key: str) -> bool:
        """Whether it was answered just now: what was left as it was is nobody else's word."""
        return key in self._shared and (key in part.anew or part.answers[key] != part.before.get(key))

    @property
    def _shared(self) -> set[str]:
        return {each.key for each in self._asked_of_each if each.kind is not FieldKind.ACCESS_NEEDS}

    @property
    def _needs(self) -> set[str]:
        return {each.key for each in self._asked_of_each if each.kind is FieldKind.ACCESS_NEEDS}

    @property
    def _asked_of_each(self) -> list[Definition]:
        return [each for part in self.people for each in part.definitions]


class _WithOne:
    """A registration as if the first of its people came alone."""

    def __init__(self, registration: "Registration") -> None:
        self._registration = registration
        self.attendees = registration.attendees[:1]

    def __getattr__(self, name: str) -> object:
        return getattr(self._registration, name)


def answers_form(registration: "Registration", asked: Asked, known: Forms, *, named: bool) -> AnswersForm:
    """The form for those who come with a registration: one for all where nobody is named, or said anything else."""
    people = registration.attendees
    is_one = not named and not any(_said_for_themselves(other, people[0], asked) for other in people[1:])
    return (ClassAnswersForm if is_one else AnswersForm)(registration, asked, known)


def _said_for_themselves(other: "Attendee", first: "Attendee", asked: Asked) -> bool:
    return any(
        said is not None and (each.kind is FieldKind.ACCESS_NEEDS or said != first.answers.get(each.key))
        for each, said in ((each, other.answers.get(each.key)) for each in asked.each)
    )
