"""The registration form: who comes, in which category, and what the event asks; one screen, no account."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, Field, Form, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired

from webapp.fields import consents
from webapp.fields import forms as fields
from webapp.fields.problem_wording import problem_text
from webapp.fields.services import mark_of
from webapp.fields.types import Definition, ProblemCode
from webapp.fields.types import Problem as Refused
from webapp.foundation import clock
from webapp.foundation.http import language
from webapp.foundation.http.forms import Form as BaseForm
from webapp.foundation.http.operator_texts import privacy_version
from webapp.public.form_questions import overfull
from webapp.public.people_forms import MOST_ROWS, Person, rows_sent, say_of_count
from webapp.public.registrations.agreeing import agreed_again
from webapp.public.registrations.code_tries import WRONG_CODE, CodeTries
from webapp.public.registrations.people_rows import PeopleRows
from webapp.public.registrations.put_down import PutDown
from webapp.public.registrations.unused_entries import say_unasked, say_unused
from webapp.registration.errors import ChoiceFullError
from webapp.registration.forms import full_ones
from webapp.registration.forms.asked import Asked
from webapp.registration.forms.waiting_files import forget_files, let_files_wait, wait_for_files
from webapp.registration.queries import Setup
from webapp.registration.services import problems
from webapp.registration.types import (
    ACCESS_NEEDS,
    LONGEST_NAME,
    LONGEST_ORGANISATION,
    MOST_HEADS,
    Application,
    CategoryTerms,
    Problem,
)
from webapp.registration.wording import EMAIL_MISSING, TOO_MANY, said_of_person, too_large

_NAME_MISSING = _l("Please enter your name.")
_SAID = {
    ("name", Problem.MISSING): _NAME_MISSING,
    ("name", Problem.TOO_LONG): _l("Please shorten your name to %(most)s characters.", most=LONGEST_NAME),
    ("organisation", Problem.TOO_LONG): _l("Please shorten this to %(most)s characters.", most=LONGEST_ORGANISATION),
    ("category", Problem.MISSING): _l("Please choose what you are attending as."),
    ("category", Problem.NO_CATEGORY): _l("This isn’t open at the moment. Please choose another one."),
    ("code", Problem.WRONG_CODE): WRONG_CODE,
}
_AT = {"heads": "persons"}


class RegistrationForm(BaseForm):
    """Name, address, firm, and that the privacy notice was read, in the wording that was shown."""

    class Meta:
        csrf = False  # the application checks the token of every writing request already

    category = RadioField(_l("I’m attending as"), validate_choice=False)
    code = StringField(_l("Code"), description=_l("The host gave you this code."))
    name = StringField(_l("First and last name"), [InputRequired(_NAME_MISSING)])
    email = EmailField(_l("Email address"), [InputRequired(EMAIL_MISSING)])
    organisation = StringField(_l("Business or organisation"))
    persons = SelectField(_l("How many people are coming?"), coerce=int, validate_choice=False, default=1)
    count = StringField(_l("How many people are coming?"), render_kw={"inputmode": "numeric", "pattern": "[0-9]*"})
    coming = BooleanField(_l("I’m coming too"), default=True)
    apart = BooleanField(
        _l("Answer for each person separately"),
        description=_l("Otherwise they apply to everyone."),
    )
    invite_again = BooleanField(_l("You may invite me to further events."))
    consent = BooleanField(
        _l("I have read the privacy notice."),
        [InputRequired(_l("Please read the privacy notice and tick the box."))],
    )
    privacy_version = HiddenField()
    asked = HiddenField()  # a mark of the questions that the page showed


@dataclass(frozen=True, slots=True)
class _Some:
    """Some fields of a form, where the summary of errors comes to them."""

    fields: Sequence[Field]
    form_errors: Sequence[str] = ()

    @property
    def errors(self) -> bool:
        return bool(self.form_errors) or any(each.errors for each in self.fields)

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)


class SignUpForm:
    """All parts of the form together, read from the request."""

    def __init__(self, setup: Setup, asked: Asked, known: Mapping[str, object] | None = None) -> None:
        self.setup, self.asked, self._version = setup, asked, privacy_version()
        self.is_submitted = request.method == "POST"
        self._mark = mark_of(setup.definitions)
        self.main = RegistrationForm(
            data={"privacy_version": self._version, "asked": self._mark, "persons": 1, **(known or {})}
        )
        self._offer_choices()
        if not setup.asks_to_invite:
            self.main.leave_out("invite_again")
        if self.setup.has_categories and len(self.setup.terms) == 1:  # nobody picks from a list of one
            self.main.category.data = self.main.category.data or self.setup.terms[0].public_id
        sent = request.form | request.files if self.is_submitted else None
        self.questions = fields.question_form(asked.once, prefix="q-", sent=sent, left=asked.left)
        if self.is_submitted:
            wait_for_files(self.questions, asked.once)
        self._rows = PeopleRows(self.main, asked, self.rows, sent)
        self._answers: Mapping[str, object] = {}
        self.unused: set[str] = set()  # the parts in which something stands that the chosen category doesn't ask for
        self.tries = CodeTries()

    @property
    def rows(self) -> int:
        """How many people can be named on the form, the contact among them."""
        named = [terms.most for terms in self.setup.terms if terms.named]
        # Whoever named more, before there were fewer places, is told so and finds them again.
        return max(1, min(MOST_ROWS, max(*named, rows_sent(self.main.persons.data or 1), 1)))

    @property
    def errors(self) -> bool:
        return any(form.errors for form in self.parts())

    @property
    def people(self) -> list[Person]:
        """A row for everybody whom the form can name."""
        return self._rows.all()

    def parts(self) -> list[Form | _Some]:
        """Every form in the order of the page, for the summary of errors."""
        consent, hidden = self.main.consent, {"privacy_version", "asked"}
        before = [field for field in self.main if field is not consent and field.short_name not in hidden]
        first = _Some(before, self.main.form_errors)
        return [first, *self._rows.names(), self.questions, *self._rows.questions(), _Some([consent])]

    def put_down(self) -> PutDown | None:
        """Who would be registered with what was sent; nobody yet while that can't be told."""
        terms, email = self.terms(), (self.main.email.data or "").strip()
        if not self.is_submitted or terms is None:
            return None
        if terms.named:
            names = tuple(self._rows.called(person.number) for person in self._rows.coming())
            return PutDown(names, len(names), email) if self.main.name.data or len(names) > 1 else None
        count = self._rows.count()
        called, label = (self.main.name.data or "").strip(), terms.labelled(language.current())
        return PutDown((f"{label} ({called})" if called else label,), count, email) if count else None

    def terms(self) -> CategoryTerms | None:
        """The chosen category, or the terms of an event without any."""
        if not self.setup.has_categories:
            return self.setup.plain
        return next((each for each in self.setup.terms if each.public_id == self.main.category.data), None)

    def validate(self) -> bool:
        """True when everything can be taken as far as the form can tell; else each field says what to do."""
        main = self.main
        main.validate()
        for name, problem in problems(
            **{each: main[each].data or "" for each in ("name", "email", "organisation")}
        ).items():
            self.say({name: problem})
        if (terms := self.terms()) is None:
            self.say({"category": Problem.NO_CATEGORY if self.main.category.data else Problem.MISSING})
        elif terms.code:
            self.tries.look_at(main.code)
        if main.consent.data and main.privacy_version.data != self._version:
            main.consent.errors = [problem_text(Refused(ProblemCode.NOTICE_CHANGED))]
            main.consent.data = False
        main.privacy_version.data = self._version
        self._read_answers()
        if main.asked.data not in {None, "", self._mark}:
            of_people = ((form, self.asked.each) for form in self._rows.questions(whole=True))
            main.form_errors = consents.say_changed([(self.questions, self.asked.once), *of_people])
        main.asked.data = self._mark
        if not self.errors and (refusal := overfull(self.asked, self.application())) is not None:
            self.say_full(refusal)
        return not self.errors

    def keep_files(self) -> bool:
        """Store uploaded files, once everything else can be taken."""
        kept = fields.keep_files(self.questions, self.asked.once, self._answers, now=clock.now())
        fields.put_problems(self.questions, kept.problems)
        self._answers = kept.values
        for form, asked in self._asked_in():
            forget_files(form, asked)
        return self._rows.keep_files() and not kept.problems

    def let_files_wait(self) -> None:
        """Keep the files that came along, for the form is refused."""
        for form, asked in self._asked_in():
            let_files_wait(form, asked)

    def application(self) -> Application:
        """What was sent in."""
        main, terms = self.main, self.terms()
        agreed = consents.agreed_under(self.questions, self.asked.once, self._answers) or self._rows.agreed_under()
        return Application(
            name=main.name.data or "",
            email=main.email.data or "",
            organisation=main.organisation.data or "",
            language=language.current(),
            privacy_version=main.privacy_version.data or "",
            heads=self._rows.heads(terms),
            category_id=terms.category_id if terms else None,
            code=main.code.data or "",
            answers=dict(self._answers),
            field_set_id=self.setup.field_set_id,
            consents={**({ACCESS_NEEDS: agreed} if agreed else {}), **agreed_again(self.main)},
        )

    def say(self, found: Mapping[str, Problem]) -> None:
        """Put what was refused at its field."""
        for name, problem in found.items():
            place = _AT.get(name, name)
            if place.startswith("heads-"):
                self._say_at_person(int(place.removeprefix("heads-")))
            elif not self.main[place].errors:
                terms, usual = self.terms(), said_of_person(name, problem, _SAID, TOO_MANY)
                is_too_large = problem is Problem.TOO_LARGE
                self.main[place].errors = [too_large(terms.most) if terms and is_too_large else usual]

    def say_full(self, refusal: ChoiceFullError) -> None:
        """Answers that others have just given, or that have too few places for this group."""
        found = full_ones(refusal)
        fields.put_problems(self.questions, found)
        self._rows.say_full(found)

    def show_left(self, left: fields.Left) -> None:
        """Say what is left of each answer by now."""
        fields.offer(self.questions, self.asked.once, left)
        for person in self.people:
            fields.offer(person.questions, self.asked.each, left)

    def _asked_in(self) -> list[tuple[Form, tuple[Definition, ...]]]:
        return [(self.questions, self.asked.once), *((form, self.asked.each) for form in self._rows.questions())]

    def _say_at_person(self, number: int) -> None:
        person = self._rows.coming()[number - 1]
        if person.form is None:
            self.say({"email": Problem.NO_ADDRESS})
        else:
            person.form.say({"email": Problem.NO_ADDRESS}, self._rows.called(person.number))

    def _offer_choices(self) -> None:
        lang = language.current()
        self.main.category.choices = [(each.public_id, each.labelled(lang)) for each in self.setup.terms]
        self.main.persons.choices = [(number, str(number)) for number in range(1, self.rows + 1)]
        # Asked only where they are needed, and then they are.
        self.main.count.flags.required = self.main.code.flags.required = True

    def _read_answers(self) -> None:
        terms = self.terms()
        cleaned = fields.read(self.questions, self.asked.of(terms).once)
        fields.put_problems(self.questions, cleaned.problems)
        self._answers = cleaned.values
        self._rows.read(terms)
        if terms is not None:
            self.unused = say_unused(self.main, self._rows, self.asked, terms)
            say_unasked(self.questions, self._rows, self.asked, terms)
        if terms is not None and not terms.named:
            say_of_count(self.main.count, self._rows.count(), min(terms.most, MOST_HEADS))
