"""The questions of an event once more, filled with what somebody answered."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request

from webapp.fields import forms as fields
from webapp.fields.types import FieldKind, Problem, ProblemCode
from webapp.foundation import clock
from webapp.public.asked import Asked


class AnswersForm:
    """What is asked once, and what is asked of each of the people, by their ids."""

    def __init__(self, registration: Any, asked: Asked, *, named: bool = True) -> None:
        # A station is changed at the station, where its places are counted.
        self.once = tuple(each for each in asked.once if each.kind is not FieldKind.STATION)
        # Nobody of a class is asked anything, on registering or later.
        self.each = tuple(each for each in asked.each if named and each.kind is not FieldKind.STATION)
        self.has_files = asked.has_files
        self._before = registration
        self.is_submitted = request.method == "POST"
        sent = request.form | request.files if self.is_submitted else None
        shown: dict[str, Any] = {"sent": sent, "left": asked.left}
        self.questions = fields.question_form(self.once, prefix="q-", values=registration.answers, **shown)
        self.people = [
            (head, fields.question_form(self.each, prefix=f"p{number}-q-", values=head.answers, **shown))
            for number, head in enumerate(registration.attendees if self.each else ())
        ]
        self.answers: Mapping[str, Any] = {}
        self.of_people: dict[Any, Mapping[str, Any]] = {}

    def parts(self) -> list[Any]:
        """Every form in the order of the page."""
        return [self.questions, *(form for _head, form in self.people)]

    @property
    def errors(self) -> bool:
        return any(form.errors for form in self.parts())

    def validate(self) -> bool:
        """True when all answers can be taken; files are kept with them."""
        self.answers = self._read(self.questions, self.once, self._before.answers)
        for head, form in self.people:
            self.of_people[head.id] = self._read(form, self.each, head.answers)
        return not self.errors

    def say_full(self, choices: Sequence[tuple[str, str]]) -> None:
        """Answers that others have just given."""
        for form in self.parts():
            fields.put_problems(form, {key: Problem(ProblemCode.FULL) for key, _choice in choices})

    def _read(self, form: Any, definitions: Any, before: Mapping[str, Any]) -> Mapping[str, Any]:
        asked_now = {each.key for each in definitions}
        cleaned = fields.read(form, definitions)
        # A file that was sent earlier stays until another one takes its place.
        kept = {
            each.key: before[each.key]
            for each in definitions
            if each.kind is FieldKind.FILE and each.key in before and each.key not in cleaned.values
        }
        problems = {key: problem for key, problem in cleaned.problems.items() if key not in kept}
        fields.put_problems(form, problems)
        if problems:
            return {}
        stored = fields.keep_files(form, definitions, cleaned.values, now=clock.now())
        fields.put_problems(form, stored.problems)
        untouched = {key: value for key, value in before.items() if key not in asked_now}
        return {**untouched, **stored.values, **kept}
