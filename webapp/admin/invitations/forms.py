"""Whom the organizer asks to come: one by one, or from a table."""

from collections.abc import Iterable
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField
from wtforms.validators import InputRequired

from webapp.admin.inputs.controls import LineField, options
from webapp.admin.inputs.languages import LanguageField
from webapp.admin.inputs.limits import up_to
from webapp.admin.wording.labels import GUEST_PROBLEMS
from webapp.admin.wording.refused_tables import why_no_guests
from webapp.foundation.errors import DomainError
from webapp.foundation.http import language
from webapp.foundation.http.forms import Form as BaseForm
from webapp.foundation.http.kept_fields import kept
from webapp.foundation.spreadsheets import TableInvalidError
from webapp.registration.errors import PersonInvalidError
from webapp.registration.types import LONGEST_NAME, LONGEST_ORGANISATION, CategoryTerms

if TYPE_CHECKING:
    from webapp.registration.models import Invitation


class _WithCategory(BaseForm):
    page_order = ("name", "email", "organisation", "table", "category", "language")

    category = SelectField(_l("Category"), choices=[])
    language = kept(LanguageField(_l("Language of the email")))

    def __init__(self, terms: Iterable[CategoryTerms], *args: object, **rest: object) -> None:
        super().__init__(*args, **rest)
        lang, named = language.current(), [each for each in terms if each.category_id]
        self.category_ids = {each.public_id: each.category_id for each in named}
        self.category.choices = options((each.public_id, each.labelled(lang)) for each in named)
        if not self.category.choices:
            self.leave_out("category")

    def changes(self) -> dict[str, Any]:
        """The category too, where there is one."""
        chosen = self.category.data if "category" in self else ""
        return {**super().changes(), "category_id": self.category_ids.get(chosen)}


class GuestForm(_WithCategory):
    """Somebody to invite."""

    name = kept(
        LineField(
            _l("First and last name"),
            [InputRequired(_l("Please enter the name.")), up_to(LONGEST_NAME)],
        )
    )
    email = kept(
        LineField(
            _l("Email address"), [InputRequired(_l("Please enter the email address."))], render_kw={"type": "email"}
        )
    )
    organisation = kept(LineField(_l("Business or organisation"), [up_to(LONGEST_ORGANISATION)]))

    def say_refusal(self, refusal: DomainError) -> bool:
        """What is wrong with the name, the address or the organisation, at its field."""
        if not isinstance(refusal, PersonInvalidError):
            return super().say_refusal(refusal)
        for name, problem in refusal.fields.items():
            self[name].errors = [str(GUEST_PROBLEMS[name, problem.value])]
        self.refused = refusal
        return True


class TableForm(_WithCategory):
    """A table of people to invite."""

    table = FileField(
        _l("Table of guests"),
        [FileRequired(_l("Please choose a file."))],
        description=_l("XLSX or CSV with a header row: name and email address, plus optionally organisation."),
    )
    refusals = MappingProxyType({TableInvalidError: ("table", lambda refusal: why_no_guests(str(refusal.problem)))})


def again_as(guest: "Invitation") -> dict[str, str]:
    """What the form for a guest says to invite somebody as before."""
    said = {"name": guest.name, "email": guest.email, "organisation": guest.organisation, "language": guest.language}
    return said if guest.category is None else {**said, "category": guest.category.public_id}
