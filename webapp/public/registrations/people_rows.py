"""The people of a registration form: the contact, and a row for each of those who come along."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from flask_babel import gettext as _
from wtforms import BooleanField, Form, SelectField, StringField

from webapp.fields import forms as fields
from webapp.fields.consents import agreed_under
from webapp.fields.types import FieldKind, Problem
from webapp.foundation import clock
from webapp.public.people_forms import HeadForm, Person, has_answers, is_addressed, is_said, shortened
from webapp.registration.forms.asked import Asked
from webapp.registration.forms.waiting_files import wait_for_files
from webapp.registration.types import MOST_HEADS, CategoryTerms, Head

ASKED = "coming_asked"  # sent along with the question whether the contact comes, wherever that is asked


class Main(Protocol):
    """The fields beside the rows that say who comes, and in which category."""

    code: StringField
    name: StringField
    persons: SelectField
    count: StringField
    coming: BooleanField
    apart: BooleanField


class PeopleRows:
    """The rows, and who of them comes. `main` names the contact, the number, and whether the contact comes.

    What is asked of each person is answered in the contact's row for all, or in a row of one's own.
    """

    def __init__(self, main: Main, asked: Asked, rows: int, sent: Mapping[str, object] | None) -> None:
        self._main, self._asked, self._rows, self._sent = main, asked, rows, sent
        self._files = [each.key for each in asked.each if each.kind is FieldKind.FILE] if sent is not None else []
        self._made: dict[int, Person] = {}
        self._answers: dict[int, Mapping[str, object]] = {}
        if sent is not None and ASKED not in sent and not self._named():
            main.coming.data = True  # nobody was asked: whoever types for nobody else comes

    def all(self) -> list[Person]:
        """Every row, as the page shows them."""
        return [self._row(number) for number in range(self._rows)]

    def names(self) -> list[HeadForm]:
        """The names that were looked at, in the order of the page."""
        return [form for number in sorted(self._made) if (form := self._made[number].form) is not None]

    def questions(self, *, whole: bool = False) -> list[Form]:
        """The answers that were looked at, in the order of the page; `whole`: those of each row of it."""
        numbers = range(max(self._rows, 1)) if whole else sorted(self._made)
        return [self._row(number).questions for number in numbers]

    def read(self, terms: CategoryTerms | None) -> None:
        """Read the answers of those who come, and say what is missing, and whose."""
        self._answers = {}
        if terms is None:
            return
        asked = self._asked.of(terms).each
        coming = self.coming() if terms.named else [self._row(0)]
        for person in coming:
            if person.form is not None:
                person.form.check(self.called(person.number))
        for number in dict.fromkeys(self._source(person) for person in coming):
            cleaned = fields.read(self._row(number).questions, asked)
            self._answers[number] = cleaned.values
            self._put(number, cleaned.problems)

    def say_full(self, problems: Mapping[str, Problem]) -> None:
        """Say it in each row that was read."""
        for number in self._answers:
            self._put(number, problems)

    def keep_files(self) -> bool:
        """Store the files that were sent for people, once everything else can be taken."""
        kept = True
        for number, given in list(self._answers.items()):
            stored = fields.keep_files(self._row(number).questions, self._asked.each, given, now=clock.now())
            self._put(number, stored.problems)
            self._answers[number], kept = stored.values, kept and not stored.problems
        return kept

    def coming(self) -> list[Person]:
        """Those who come: as many as were said, and whoever was named beyond."""
        rows = [self._row(number) for number in self._named()]
        contact = [] if rows and not self._main.coming.data else [self._row(0)]
        return [*contact, *rows]

    def filled(self) -> list[Person]:
        """The rows beside the contact's in which something was typed."""
        sent = self._sent or {}
        numbers = range(1, self._rows)
        return [self._row(each) for each in numbers if is_addressed(sent, each) or self._is_answered(each)]

    def called(self, number: int) -> str:
        """The name of somebody, or a word for who has none yet."""
        row = self._row(number)
        typed = (row.form.name.data if row.form else self._main.name.data) or ""
        return shortened(typed) or _("Person %(number)s", number=number + 1)

    def count(self) -> int:
        """How many come where nobody is named; 0 for what is no such number."""
        typed = (self._main.count.data or "").strip()
        return int(typed) if typed.isdecimal() and len(typed) <= len(str(MOST_HEADS)) else 0

    def heads(self, terms: CategoryTerms | None) -> tuple[Head, ...]:
        """Who comes."""
        if terms is not None and not terms.named:
            shared = self._answers.get(0, {})
            return tuple(Head(answers=shared if not number else self._of_all(shared)) for number in range(self.count()))
        return tuple(
            replace(
                person.form.head() if person.form else Head(self._main.name.data or ""),
                answers=self._answers.get(self._source(person), {}),
            )
            for person in self.coming()
        )

    def agreed_under(self) -> str:
        """The privacy notice under which one of them who told access needs agreed that they are kept; else empty."""
        each, given = self._asked.each, self._answers.items()
        agreed = (agreed_under(self._row(number).questions, each, answers) for number, answers in given)
        return next(filter(None, agreed), "")

    def _named(self) -> list[int]:
        """Those who were said or in whose row something stands, if only to be asked for the name."""
        said, sent = self._main.persons.data or 1, self._sent or {}
        return [
            number
            for number in range(1, self._rows)
            # Most come alone: rows that nobody filled in aren't even made.
            if number < said or is_addressed(sent, number) or self._is_answered(number)
        ]

    def _is_answered(self, number: int) -> bool:
        """True when the row has answers of its own, also a file that came before and waits."""
        return has_answers(self._sent or {}, number) or any(
            is_said(self._row(number).questions[key].data) for key in self._files
        )

    def _source(self, person: Person) -> int:
        """The row in which somebody's answers stand."""
        # A row without answers of its own is how scripts leave it, and whoever doesn't touch it.
        return person.number if self._main.apart.data or self._is_answered(person.number) else 0

    def _of_all(self, shared: Mapping[str, object]) -> Mapping[str, object]:
        """What a group without names has answered for each: that somebody needs help is said once, not of all."""
        once = {each.key for each in self._asked.each if each.kind is FieldKind.ACCESS_NEEDS}
        return {key: value for key, value in shared.items() if key not in once}

    def _put(self, number: int, problems: Mapping[str, Problem]) -> None:
        whose = self.called(number) if number or (self._main.apart.data and self._named()) else ""
        fields.put_problems(self._row(number).questions, problems, whose=whose)

    def _row(self, number: int) -> Person:
        if number not in self._made:
            self._made[number] = self._person(number, self._sent)
        return self._made[number]

    def _person(self, number: int, sent: Mapping[str, object] | None) -> Person:
        prefix = f"p{number}-"
        form = HeadForm(prefix=prefix) if number else None
        if form is not None:
            form.email.description = ""  # said once, above all of them
        questions = fields.question_form(self._asked.each, prefix=f"{prefix}q-", sent=sent, left=self._asked.left)
        if sent:
            wait_for_files(questions, self._asked.each)
        return Person(number, form, questions)
