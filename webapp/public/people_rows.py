"""The people of a registration form: the contact, and a row for each of those who come along."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from wtforms import Form

from webapp.fields import forms as fields
from webapp.foundation import clock
from webapp.public.asked import Asked
from webapp.public.people_forms import HeadForm
from webapp.public.waiting_files import wait_for_files
from webapp.registration.types import MOST_HEADS, Head, Problem, Terms

MOST_ROWS = 12


@dataclass(frozen=True, slots=True)
class Person:
    """A row for one of the people: the contact has no name field of its own."""

    number: int
    form: HeadForm | None
    questions: Form

    @property
    def is_empty(self) -> bool:
        return self.form is not None and not (self.form.name.data or "").strip()


class PeopleRows:
    """The rows, and who of them comes. `main` names the contact, the number, and whether the contact comes."""

    def __init__(self, main: Any, asked: Asked, rows: int, sent: Any) -> None:
        self._main, self._asked, self._rows, self._sent = main, asked, rows, sent
        self._made: dict[int, Person] = {}
        self._answers: list[Mapping[str, Any]] = []

    def all(self) -> list[Person]:
        """Every row, as the page shows them."""
        return [self._row(number) for number in range(self._rows)]

    def parts(self) -> list[Any]:
        """Every form that was looked at, in the order of the page."""
        people = [self._made[number] for number in sorted(self._made)]
        return [part for person in people for part in (person.form, person.questions) if part is not None]

    def read(self, terms: Terms | None) -> None:
        """Read the answers of those who come, and say what is missing."""
        self._answers = []
        if terms is None or not terms.named:
            return
        for person in self.coming():
            if person.is_empty and person.form is not None:
                person.form.say({"name": Problem.MISSING})
            if self._asked.each:
                cleaned = fields.read(person.questions, self._asked.each)
                fields.put_problems(person.questions, cleaned.problems)
                self._answers.append(cleaned.values)

    def keep_files(self) -> bool:
        """Store the files that were sent for people, once everything else can be taken."""
        kept = True
        for place, (person, given) in enumerate(zip(self.coming(), self._answers, strict=False)):
            stored = fields.keep_files(person.questions, self._asked.each, given, now=clock.now())
            fields.put_problems(person.questions, stored.problems)
            self._answers[place], kept = stored.values, kept and not stored.problems
        return kept

    def questions(self) -> list[Form]:
        """The questions of everybody who was looked at."""
        return [person.questions for person in self._made.values()]

    def coming(self) -> list[Person]:
        """Those who come: as many as were said, and whoever was named beyond."""
        said, sent = self._main.persons.data or 1, self._sent or {}
        # Most come alone: rows that nobody filled in aren't even made.
        named = [number for number in range(1, self._rows) if number < said or sent.get(f"p{number}-name", "").strip()]
        rows = [self._row(number) for number in named]
        contact = [] if rows and not self._main.coming.data else [self._row(0)]
        return [*contact, *rows]

    def count(self) -> int:
        """How many come where nobody is named; 0 for what is no such number."""
        typed = (self._main.count.data or "").strip()
        return int(typed) if typed.isdecimal() and len(typed) <= len(str(MOST_HEADS)) else 0

    def heads(self, terms: Terms | None) -> tuple[Head, ...]:
        """Who comes."""
        if terms is not None and not terms.named:
            return (Head(),) * self.count()
        answers = self._answers or [{} for _ in self.coming()]
        return tuple(self._head(person, given) for person, given in zip(self.coming(), answers, strict=True))

    def told_needs(self) -> bool:
        """True when one of them told access needs and agreed that they are kept."""
        of_people = zip(self.coming(), self._answers, strict=False)
        return any(fields.consented(person.questions, self._asked.each, given) for person, given in of_people)

    def _row(self, number: int) -> Person:
        if number not in self._made:
            self._made[number] = self._person(number, self._sent)
        return self._made[number]

    def _person(self, number: int, sent: Any) -> Person:
        prefix = f"p{number}-"
        form = HeadForm(prefix=prefix) if number else None
        questions = fields.question_form(self._asked.each, prefix=f"{prefix}q-", sent=sent, left=self._asked.left)
        if sent:
            wait_for_files(questions, self._asked.each)
        return Person(number, form, questions)

    def _head(self, person: Person, answers: Mapping[str, Any]) -> Head:
        if person.form is None:
            return Head(self._main.name.data or "", answers=answers)
        return replace(person.form.head(), answers=answers)
