"""Who registered and who comes, over what is kept of them, and whether they are told."""

from collections.abc import Callable
from types import MappingProxyType
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired

from webapp.admin.inputs.controls import AddressField, LineField, options
from webapp.admin.inputs.limits import up_to
from webapp.admin.wording.labels import labels_of
from webapp.foundation.errors import DomainError
from webapp.foundation.http.edit_form import EditForm
from webapp.foundation.http.forms import Form
from webapp.foundation.http.kept_fields import kept
from webapp.registration.errors import AlreadyRegisteredError, AnswersChangedError, ChoiceFullError, NoPlaceError
from webapp.registration.forms.answers_form import AnswersForm
from webapp.registration.queries import Setup, terms_behind
from webapp.registration.types import LONGEST_NAME, LONGEST_ORGANISATION, CategoryTerms, Contact, Head

if TYPE_CHECKING:
    from webapp.registration.models import Attendee, Registration

_FITS = up_to(LONGEST_NAME)
_NEEDED = InputRequired(_l("Please enter the name."))
_NAME = _l("First and last name")


class ContactForm(EditForm):
    """Who registered, with a form for each of those who come."""

    page_order = ("name", "email", "organisation", "category", "is_told")

    name = kept(LineField(_NAME, [_NEEDED, _FITS]))
    email = kept(AddressField(_l("Email address")))
    organisation = kept(
        LineField(
            _l("Business or organisation"),
            [up_to(LONGEST_ORGANISATION)],
        )
    )
    category = SelectField(_l("Category"), choices=[])
    is_told = BooleanField(_l("Tell them by email what changed"))
    refusals = MappingProxyType(
        {NoPlaceError: ("category", _l("There are not enough places in this category. Nothing was changed."))}
    )
    known = ""  # the registration (public id) that stands for the address already

    def __init__(self, registration: "Registration", setup: Setup) -> None:
        terms = terms_behind(registration)
        self._terms = {each.public_id: each for each in (terms, *setup.terms) if each.category_id is not None}
        super().__init__(over=registration)
        self.category.choices = options(labels_of(self._terms.values()))
        if len(self._terms) <= 1:
            self.leave_out("category")
        if not registration.is_proved:
            self.email.validators = [InputRequired(_l("Please enter the email address."))]
            self.email.flags.required = True
        self.people = [AttendeeForm(each) for each in registration.attendees]

    def read(self, thing: "Registration") -> dict[str, object]:
        """The category too; and whoever wants nobody told takes the tick out."""
        category = thing.category.public_id if thing.category else ""
        return {**super().read(thing), "category": category, "is_told": True}

    def contact(self) -> Contact:
        """Who registered, as it shall stand."""
        return Contact(**self.changes())

    def move_to(self) -> CategoryTerms | None:
        """The category that they shall be in, where one can be chosen."""
        return self._terms.get(self.category.data) if "category" in self else None

    def is_complete(self) -> bool:
        """True where everybody who comes can be taken as well."""
        found = [each.validate() for each in self.people]  # of every one, not up to the first that isn't
        return all(found)

    @property
    def http_status(self) -> int:
        """As every form's, also where one of the people has to be mended."""
        return max([super().http_status, *(each.http_status for each in self.people)])

    def say_refusal(self, refusal: DomainError) -> bool:
        """Whose address it is already; the page leads there."""
        if not isinstance(refusal, AlreadyRegisteredError):
            return super().say_refusal(refusal)
        self.known, self.refused = refusal.public_id, refusal
        self.email.errors = [_("Another registration has this address.")]
        return True


class AttendeeForm(EditForm):
    """One of those who come."""

    name = kept(LineField(_NAME, [_FITS]))
    email = kept(AddressField(_l("Email address of their own"), description=_l("The ticket goes there too.")))

    def __init__(self, attendee: "Attendee") -> None:
        self.attendee = attendee
        super().__init__(over=attendee, prefix=f"p{attendee.public_id}-")
        if attendee.name:
            self.name.validators, self.name.flags.required = [_NEEDED, _FITS], True

    def head(self) -> Head:
        """Who comes, as it shall stand."""
        return Head(**self.changes())


class AnswersPage(Form):
    """What was answered, once more, and whether they are told what is different now."""

    is_told = BooleanField(_l("Tell them by email what changed"), default=True)

    def __init__(self, filled: Callable[[], AnswersForm]) -> None:
        super().__init__()
        self._filled = filled
        self.answers = filled()

    def is_complete(self) -> bool:
        """True where all answers can be taken."""
        return self.answers.validate()

    def say_refusal(self, refusal: DomainError) -> bool:
        """What is full by now; who was quicker is shown beside what was typed."""
        if isinstance(refusal, AnswersChangedError):
            self.answers = self._filled()
            self.answers.validate()
        elif isinstance(refusal, ChoiceFullError):
            self.answers.say_full(refusal)
        else:
            return super().say_refusal(refusal)
        self.refused = refusal
        return True

    @property
    def http_status(self) -> int:
        """As every form's, also where an answer has to be mended."""
        if self.answers.is_outdated:
            return 409
        return 422 if self.answers.errors else super().http_status
