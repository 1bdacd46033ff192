"""Small forms about people: who comes, and to which address something goes."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, StringField

from webapp.fields.wording import said_of
from webapp.foundation.http.forms import Form as BaseForm
from webapp.registration.services import address_problem, head_problems
from webapp.registration.types import LONGEST_NAME, Head, Problem

_SAID = {
    ("name", Problem.MISSING): _l("Please enter the name."),
    ("name", Problem.TOO_LONG): _l("Please shorten the name to %(most)s characters.", most=LONGEST_NAME),
    ("email", Problem.MISSING): _l("Please enter your email address."),
    ("email", Problem.NO_ADDRESS): _l("Please check the email address, as in name@example.org."),
    ("heads", Problem.TOO_MANY): _l("No more people can come with this registration."),
}


class _PeopleForm(BaseForm):
    class Meta:
        csrf = False  # the application checks the token of every writing request already

    def say(self, problems: dict[str, Problem], whose: str = "") -> None:
        """Put what a service refused at its field; where there are several people, with the name of the one."""
        for name, problem in problems.items():
            field = self[name] if name in self else next(iter(self))
            sentence = str(_SAID.get((name, problem), _SAID["name", Problem.MISSING]))
            field.errors = [*field.errors, said_of(whose, sentence)]


class HeadForm(_PeopleForm):
    """Somebody who comes."""

    name = StringField(_l("First and last name"))
    email = EmailField(_l("E-mail address"), description=_l("If you like: then the ticket goes there, too."))

    def check(self, whose: str) -> None:
        """Say what keeps this one of several people from being taken."""
        self.say(head_problems(self.head()), whose)

    def head(self) -> Head:
        """Who was named."""
        return Head(name=(self.name.data or "").strip(), email=(self.email.data or "").strip())


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
