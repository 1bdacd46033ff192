"""Small forms about people: who comes, and to which address something goes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, Field, Form, StringField

from webapp.fields.consents import NOTICE
from webapp.fields.forms import DROP
from webapp.fields.problem_wording import said_of
from webapp.foundation.http.forms import Form as BaseForm
from webapp.registration.errors import ChoiceFullError, PersonInvalidError
from webapp.registration.forms import NewcomerQuestions
from webapp.registration.queries import setup_of
from webapp.registration.services import address_problem, head_problems
from webapp.registration.types import LONGEST_NAME, CategoryTerms, Head, Problem
from webapp.registration.wording import said_of_person
from webapp.stations.offered import offered_to_newcomer

if TYPE_CHECKING:
    from webapp.events.models import Event
    from webapp.registration.models import Attendee

_SHORT = 60
MOST_ROWS = 12
_SAID = {
    ("name", Problem.TOO_LONG): _l("Please shorten the name to %(most)s characters.", most=LONGEST_NAME),
    ("email", Problem.UNCHANGED): _l("This is the address that your registration has already."),
    ("heads", Problem.TOO_MANY): _l("You can’t add any more people to this registration."),
}


class _PeopleForm(BaseForm):
    class Meta:
        csrf = False  # the application checks the token of every writing request already

    def say(self, problems: Mapping[str, Problem], whose: str = "") -> None:
        """Put what a service refused at its field; where there are several people, with the name of the one."""
        for name, problem in problems.items():
            field = self[name] if name in self else next(iter(self))
            field.errors = [*field.errors, said_of(whose, said_of_person(name, problem, _SAID))]


class HeadForm(_PeopleForm):
    """Somebody who comes."""

    name = StringField(_l("First and last name"))
    email = EmailField(_l("Email address"), description=_l("Optional. We’ll send the ticket there too."))

    def check(self, whose: str) -> None:
        """Say what keeps this one of several people from being taken."""
        self.say(head_problems(self.head()), whose)

    def head(self) -> Head:
        """Who was named."""
        return Head(name=(self.name.data or "").strip(), email=(self.email.data or "").strip())


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it: somebody who comes, or nobody yet because the host decides first."""

    made: object


class NewcomerForm:
    """Somebody who joins a registration, maybe in the place of one, with what the event asks of each person."""

    def __init__(self, event: "Event", terms: CategoryTerms, instead_of: "Attendee | None" = None) -> None:
        self.person, self._named = HeadForm(), terms.named
        offered = offered_to_newcomer(event, setup_of(event.id).asking(terms), instead_of)
        self.passes_on = offered.passes_on
        self.asked = NewcomerQuestions(offered.setup, named=terms.named, left=offered.left, values=offered.values)
        self.is_submitted = request.method == "POST"

    def parts(self) -> list[Form]:
        """Every form in the order of the page."""
        return [self.person, self.asked.form]

    def take(self, act: Callable[[Head], object]) -> Taken | None:
        """Do it with who was named; None when something has to be mended first, and the form says what."""
        taken = self._taken(act)
        if taken is None:
            self.asked.let_files_wait()
        return taken

    def _taken(self, act: Callable[[Head], object]) -> Taken | None:
        if not self.asked.validate():
            if self._named and not (self.person.name.data or "").strip():
                self.person.say({"name": Problem.MISSING})
            return None
        try:
            return Taken(act(self.asked.told_by(self.person.head())))
        except PersonInvalidError as refusal:
            self.person.say(refusal.fields)
        except ChoiceFullError as refusal:
            self.asked.say_full(refusal)
            if not self.asked.form.errors:
                raise
        return None


class AddressForm(_PeopleForm):
    """An address to which something is sent."""

    email = EmailField(_l("Email address"))

    def validate(self, extra_validators: object = None) -> bool:
        """True when mail can be sent there."""
        super().validate(extra_validators)
        problem = address_problem(self.email.data or "")
        if problem is not None:
            self.say({"email": problem})
        return problem is None


@dataclass(frozen=True, slots=True)
class Person:
    """A row for one of the people: the contact has no name field of its own."""

    number: int
    form: HeadForm | None
    questions: Form

    @property
    def is_empty(self) -> bool:
        return self.form is not None and not (self.form.name.data or "").strip() and not self.form.errors


def shortened(typed: str) -> str:
    """A name as a sentence can hold it."""
    name = " ".join(typed.split())
    return name if len(name) <= _SHORT else f"{name[: _SHORT - 1]}…"


def say_of_count(field: Field, count: int, most: int) -> None:
    """Put at the field what is wrong with how many come; `count` is 0 for what is no such number."""
    if not (field.data or "").strip():
        field.errors = [*field.errors, _("Please enter how many people are coming.")]
    elif not 1 <= count <= most:
        field.errors = [*field.errors, _("Please enter a number from %(min)d to %(max)d.", min=1, max=most)]


def rows_sent(persons: int) -> int:
    """How many people a form that was sent names, in as many rows as were said or filled in; 1 for none sent."""
    if request.method != "POST":
        return 1
    named = [number for number in range(1, MOST_ROWS) if is_said(request.form.get(f"p{number}-name"))]
    return max(persons, max(named, default=0) + 1)


def is_addressed(sent: Mapping[str, object], number: int) -> bool:
    """True when a form that was sent has a name or an address in this row."""
    return any(is_said(sent.get(f"p{number}-{each}")) for each in ("name", "email"))


def has_answers(sent: Mapping[str, object], number: int) -> bool:
    """True when a form that was sent has answers in this row."""
    own = (name for name in sent if name.startswith(f"p{number}-q-") and not name.endswith((DROP, NOTICE)))
    return any(is_said(sent[name]) for name in own)


def is_said(value: object) -> bool:
    """True for a text or a file that somebody has put into a field."""
    return bool(value.strip() if isinstance(value, str) else getattr(value, "filename", ""))
