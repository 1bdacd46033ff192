"""The questions of an event once more, filled with what somebody answered."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import request
from wtforms import Form

from webapp.fields import forms as fields
from webapp.fields.consents import ask_anew
from webapp.fields.services import mark_of
from webapp.registration.errors import ChoiceFullError
from webapp.registration.forms import full_ones
from webapp.registration.forms.answer_parts import Part, Shape, digest
from webapp.registration.forms.asked import Asked, changeable
from webapp.registration.queries.answers import Forms, answers_mark
from webapp.registration.types import ACCESS_NEEDS, AttendeeId

if TYPE_CHECKING:
    from webapp.registration.models import Registration

SEEN = "seen"  # the hidden field that says what the form was filled from
_LONGEST_SEEN = 100_000


class AnswersForm:
    """What is asked once, and what is asked of each of the people, by their ids."""

    def __init__(self, registration: "Registration", asked: Asked, known: Forms) -> None:
        once, each = changeable(asked.once), changeable(asked.each)
        self.has_files = asked.has_files
        self.is_submitted = request.method == "POST"
        self.is_outdated = False
        sent = request.form | request.files if self.is_submitted else None
        shape: Shape = {"sent": sent, "left": asked.left}
        self.once = Part(registration, None, once, "q-", known, shape)
        self.people = [
            Part(registration, head, each, f"p{number}-q-", known, shape)
            for number, head in enumerate(registration.attendees if each else ())
        ]
        self.seen_at_once = answers_mark(registration) if SEEN in request.form else None
        self._asked = mark_of((*once, *each))
        self._heads = digest([head.public_id for head in registration.attendees])

    @property
    def all(self) -> list[Part]:
        """Every part in the order of the page."""
        return [self.once, *self.people]

    @property
    def seen(self) -> str:
        """What the form is filled from, for the page to send along."""
        marks = {name: mark for part in self.all for name, mark in part.marks.items()}
        return json.dumps({"asked": self._asked, "people": self._heads, "marks": marks}, separators=(",", ":"))

    @property
    def answers(self) -> Mapping[str, object]:
        return self.once.answers

    @property
    def of_people(self) -> dict[AttendeeId, Mapping[str, object]]:
        return {part.head.id: part.answers for part in self.people if part.head}

    @property
    def anew(self) -> set[tuple[AttendeeId | None, str]]:
        """Whose question was answered anew, in the words that it has now."""
        return {(part.head.id if part.head else None, key) for part in self.all for key in part.anew}

    @property
    def consents(self) -> dict[str, str]:
        """What was agreed to beside the answers: version by text."""
        agreed = [part.agreed_under for part in self.all if part.agreed_under]
        return {ACCESS_NEEDS: agreed[0]} if agreed else {}

    def changes(self) -> dict[str, Any]:
        """What was answered, by the names under which `change_answers` takes it; only of a form that is valid."""
        return {
            "answers": self.answers,
            "answers_of_heads": self.of_people,
            "anew": self.anew,
            "seen": self.seen_at_once,
            "consents": self.consents,
        }

    def parts(self) -> list[Form]:
        """Every form in the order of the page."""
        return [part.form for part in self.all]

    @property
    def errors(self) -> bool:
        return any(form.errors for form in self.parts())

    def validate(self) -> bool:
        """True when all answers can be taken; files are kept with them.

        A form that was filled before something else was saved is taken only once both were looked at.
        """
        before = self._sent_along()
        if before is not None and before != json.loads(self.seen):
            self.is_outdated = True
            marks = {str(name): str(mark) for name, mark in before["marks"].items()}
            is_other = before.get("people") != self._heads
            for part in self.all:
                if before.get("asked") != self._asked:
                    ask_anew(part.form, part.definitions)
                part.compare(marks, is_other=is_other and part.head is not None)
            return False
        for part in self.all:
            part.read()
        return not self.errors

    def let_files_wait(self) -> None:
        """Keep the files that came along, for the form is refused."""
        for part in self.all:
            part.let_files_wait()

    def say_full(self, refusal: ChoiceFullError) -> None:
        """Answers that others have just given, or that have too few places for this group."""
        for form in self.parts():
            fields.put_problems(form, full_ones(refusal))

    def _sent_along(self) -> dict[str, Any] | None:
        """What the sent form was filled from; None from whoever doesn't say."""
        try:
            said = json.loads(request.form.get(SEEN, "")[:_LONGEST_SEEN])
        except ValueError:
            return None
        return said if isinstance(said, dict) and isinstance(said.get("marks"), dict) else None
