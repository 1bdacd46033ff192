"""Somebody who comes to the door without a registration."""

from types import MappingProxyType
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import BooleanField, EmailField, Field, IntegerField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, NumberRange, Optional

from webapp.foundation.email_addresses import normal_form
from webapp.foundation.errors import DomainError
from webapp.foundation.http import language
from webapp.foundation.http.forms import Form as BaseForm
from webapp.foundation.http.forms import OptionalSelectField
from webapp.foundation.text import entries
from webapp.hall.checkin import beside_known, known_addresses
from webapp.registration.errors import AlreadyRegisteredError, NoPlaceError, OfferOverError, PersonInvalidError
from webapp.registration.forms import NewcomerQuestions
from webapp.registration.queries import find_live, get_by_public_id, setup_of
from webapp.registration.types import MOST_HEADS, Application, CategoryTerms, Head, Problem, Source
from webapp.registration.wording import NAME_MISSING, said_of_person

if TYPE_CHECKING:
    from webapp.events.models import Event
    from webapp.registration.models import Registration

_SAID = {
    ("name", Problem.TOO_LONG): _l("Please shorten the name."),
    ("organisation", Problem.TOO_LONG): _l("Please shorten this."),
}


class WalkInForm(BaseForm):
    """As little as the door has time for: a name is enough."""

    page_order = ("name", "category", "number", "others", "organisation", "email", "known", "beyond")

    name = StringField(_l("First and last name"), [InputRequired(NAME_MISSING)])
    others = TextAreaField(_l("Who else is coming"), description=_l("One name on each line."), render_kw={"rows": 2})
    number = IntegerField(
        _l("How many people are coming?"),
        [Optional(), NumberRange(1, MOST_HEADS, _l("Please enter a number up to %(max)d."))],
    )
    email = EmailField(_l("Email address"), description=_l("Optional. We’ll send the ticket there."))
    organisation = StringField(_l("Business or organisation"))
    category = OptionalSelectField(_l("Attending as"), choices=[])
    known = BooleanField(_l("Let them in with the registration they have"))
    beyond = BooleanField(_l("Let them in even though there are no places left"))

    refusals = MappingProxyType(
        {
            NoPlaceError: ("beyond", _l("There are no places left. Tick the box to let them in anyway.")),
            OfferOverError: (
                "email",
                _l("The offer to this address has just run out. Please try again in a few minutes."),
            ),
        }
    )

    def __init__(self, event: "Event", *args: object, **rest: object) -> None:
        super().__init__(*args, **rest)
        setup, lang = setup_of(event.id), language.current()
        self.event, self.setup = event, setup
        self.asked = NewcomerQuestions(setup.on_offer, named=True, lenient=True)
        self.category.choices = [
            SelectChoice(each.public_id, each.labelled(lang)) for each in setup.terms if each.category_id is not None
        ]

    def validate(self, extra_validators: object = None) -> bool:
        """True when as many come as were counted, and everybody is named who has to be."""
        taken, named = super().validate(extra_validators), 1 + len(self._others())
        if self.number.errors or not self.number.data:
            return taken
        if named > max(self.number.data, 1):
            self.number.errors = [
                ngettext(
                    "%(num)d person is named. Please check the number.",
                    "%(num)d people are named. Please check the number.",
                    named,
                )
            ]
        elif self.terms().named and named < self.number.data:
            self.others.errors = [_("Please name the others as well, one name on each line.")]
        return taken and not self.errors

    def terms(self) -> CategoryTerms:
        """The terms under which they come; the first category when none was said."""
        found = (each for each in self.setup.terms if each.public_id == self.category.data)
        return next(found, self.setup.terms[0])

    def application(self) -> Application:
        """Who was put down."""
        terms = self.terms()
        return Application(
            name=self.name.data or "",
            email=self.email.data or "",
            organisation=self.organisation.data or "",
            language=language.current(),
            heads=self._heads(terms),
            category_id=terms.category_id,
            field_set_id=self.setup.field_set_id,
            source=Source.DOOR,
        )

    def _takes_all(self) -> bool:
        """False where somebody shall come in with the registration they have and more was typed: that is said."""
        found = self.known_one()
        if found is None:
            return True
        self.others.errors = beside_known.of_people(self._others(), found)
        self.number.errors = beside_known.of_number(self.number.data, found)
        self.organisation.errors = beside_known.of_organisation(self.organisation.data or "", found)
        beside_known.refuse_answers(self.asked)
        self._offer(found)
        return not (self.errors or self.asked.form.errors)

    def known_one(self) -> "Registration | None":
        """The registration of somebody who waits and shall come in with it; None for all others."""
        if not self.known.data or not self.email.data:
            return None
        found = find_live(self.event.id, normal_form(self.email.data))
        return found if found is not None and known_addresses.waits(found) else None

    def say_known(self, found: "Registration") -> None:
        """Say how it stands with an address that is registered, and offer what can be done about it."""
        self.email.errors = [known_addresses.said_of(found)]
        if known_addresses.waits(found):
            self._offer(found)

    def _offer(self, found: "Registration") -> None:
        self.known.description = ngettext(
            "%(name)s, %(num)s person", "%(name)s, %(num)s people", found.heads, name=found.name
        )

    def say_refusal(self, refusal: DomainError) -> bool:
        """Who is registered already, and what is wrong with whoever was named; else as every form."""
        if isinstance(refusal, AlreadyRegisteredError):
            self.say_known(get_by_public_id(refusal.public_id))
        elif isinstance(refusal, PersonInvalidError):
            for name, problem in refusal.fields.items():
                field = self._counted_in if name == "heads" else self[name]
                field.errors = [said_of_person(name, problem, _SAID, _l("Please check this."))]
        else:
            return super().say_refusal(refusal)
        return True

    def is_complete(self) -> bool:
        """True where what the event asks is answered, and all who come can be let in."""
        return self.asked.validate(self.terms()) and self._takes_all()

    @property
    def http_status(self) -> int:
        """What the page answers: 422, whatever has to be mended."""
        return 422 if self.errors or self.asked.form.errors else 200

    @property
    def _counted_in(self) -> Field:
        """The field that says how many come."""
        return self.others if self.terms().named or self._others() else self.number

    def _others(self) -> list[str]:
        return entries((self.others.data or "").splitlines())

    def _heads(self, terms: CategoryTerms) -> tuple[Head, ...]:
        others = self._others()
        names = [self.name.data or "", *others] if terms.named or others else []
        nameless = max(self.number.data or 1, len(names)) - len(names)
        return self.asked.told_by_all((*names, *[""] * nameless), named=terms.named)
