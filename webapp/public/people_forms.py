"""Small forms about people: who comes, and to which address something goes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, StringField

from webapp.foundation.http.forms import Form as BaseForm
from webapp.public import legal
from webapp.registration.errors import ChoiceFullError, PersonInvalidError
from webapp.registration.forms import NewcomerQuestions
from webapp.registration.queries import setup_of
from webapp.registration.services import address_problem
from webapp.registration.types import LONGEST_NAME, Head, Problem

_SAID = {
    ("name", Problem.MISSING): _l("Please type the name."),
    ("name", Problem.TOO_LONG): _l("Please shorten the name to %(most)s characters.", most=LONGEST_NAME),
    ("email", Problem.MISSING): _l("Please type your e-mail address."),
    ("email", Problem.NO_ADDRESS): _l("Please check the e-mail address, as in name@example.org."),
    ("heads", Problem.TOO_MANY): _l("No more people can come with this registration."),
}


class _PeopleForm(BaseForm):
    class Meta:
        csrf = False  # the application checks the token of every writing request already

    def say(self, problems: dict[str, Problem]) -> None:
        """Put what a service refused at its field."""
        for name, problem in problems.items():
            field = self[name] if name in self else next(iter(self))
            field.errors = [*field.errors, str(_SAID.get((name, problem), _SAID["name", Problem.MISSING]))]


class HeadForm(_PeopleForm):
    """Somebody who comes."""

    name = StringField(_l("First and last name"))
    email = EmailField(_l("E-mail address"), description=_l("If you like: then the ticket goes there, too."))

    def head(self) -> Head:
        """Who was named."""
        return Head(name=(self.name.data or "").strip(), email=(self.email.data or "").strip())


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it: somebody who comes, or nobody yet because the host decides first."""

    made: object


class NewcomerForm:
    """Somebody who joins a registration, with what the event asks of each person."""

    def __init__(self, event: Any, terms: Any) -> None:
        self.person, self._named = HeadForm(), terms.named
        version = legal.page("privacy").version
        self.asked = NewcomerQuestions(setup_of(event.id), named=terms.named, version=version)
        self.is_submitted = request.method == "POST"

    def parts(self) -> list[Any]:
        """Every form in the order of the page."""
        return [self.person, self.asked.form]

    def take(self, act: Callable[[Head], object]) -> Taken | None:
        """Do it with who was named; None when something has to be mended first, and the form says what."""
        if not self.asked.validate():
            if self._named and not (self.person.name.data or "").strip():
                self.person.say({"name": Problem.MISSING})
            return None
        try:
            return Taken(act(self.asked.told_by(self.person.head())))
        except PersonInvalidError as refusal:
            self.person.say(refusal.details["fields"])  # type: ignore[arg-type]
        except ChoiceFullError as refusal:
            self.asked.say_full(refusal.details["choices"])
            if not self.asked.form.errors:
                raise
        return None


class AddressForm(_PeopleForm):
    """An address to which something is sent."""

    email = EmailField(_l("E-mail address"))

    def validate(self, extra_validators: Any = None) -> bool:
        """True when mail can be sent there."""
        super().validate(extra_validators)
        problem = address_problem(self.email.data or "")
        if problem is not None:
            self.say({"email": problem})
        return problem is None
