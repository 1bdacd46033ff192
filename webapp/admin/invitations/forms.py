"""Whom the organizer asks to come: one by one, or from a table."""

from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField
from wtforms.validators import InputRequired, Length

from webapp.admin.controls import LineField, options
from webapp.admin.labels import GUEST_PROBLEMS
from webapp.foundation.http.forms import Form as BaseForm
from webapp.registration.types import LONGEST_NAME, LONGEST_ORGANISATION, Problem

_TOO_LONG = _l("Please shorten this to %(max)d characters at most.")
LANGUAGES = (("de", "Deutsch"), ("en", "English"))


class _WithCategory(BaseForm):
    page_order = ("name", "email", "organisation", "table", "category", "language")

    category = SelectField(_l("Category"), choices=[])
    language = SelectField(_l("Language of the email"), choices=options(LANGUAGES))

    def __init__(self, categories: Iterable[tuple[str, str]], *args: object, **rest: object) -> None:
        super().__init__(*args, **rest)
        self.category.choices = options(categories)
        if not self.category.choices:
            self.leave_out("category")


class GuestForm(_WithCategory):
    """Somebody to invite."""

    name = LineField(
        _l("First and last name"),
        [InputRequired(_l("Please enter the name.")), Length(max=LONGEST_NAME, message=_TOO_LONG)],
    )
    email = LineField(
        _l("Email address"), [InputRequired(_l("Please enter the email address."))], render_kw={"type": "email"}
    )
    organisation = LineField(_l("Business or organisation"), [Length(max=LONGEST_ORGANISATION, message=_TOO_LONG)])

    def say(self, problems: Mapping[str, Problem]) -> None:
        """Put what was refused at its field."""
        for name, problem in problems.items():
            self[name].errors = [str(GUEST_PROBLEMS[name, problem.value])]


class TableForm(_WithCategory):
    """A table of people to invite."""

    table = FileField(
        _l("Table of guests"),
        [FileRequired(_l("Please choose a file."))],
        description=_l("XLSX or CSV with a header row: name and email address, plus optionally organisation."),
    )
