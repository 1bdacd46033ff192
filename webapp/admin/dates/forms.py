"""Dates from elsewhere: the file, and what is to become of it."""

from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import SelectField, SelectMultipleField
from wtforms.validators import InputRequired

from webapp.admin.inputs.controls import options
from webapp.admin.wording.refused_tables import why_no_dates
from webapp.calendar.errors import DatesUnreadableError
from webapp.events.types import EventFormat
from webapp.events.wording import FORMATS
from webapp.foundation.errors import DomainError
from webapp.foundation.http.forms import Form as BaseForm
from webapp.foundation.http.kept_fields import kept

if TYPE_CHECKING:
    from webapp.organisations.models import Organisation

_NO_FILE = MappingProxyType({"problem": "none"})


class DatesForm(BaseForm):
    """A file with dates."""

    file = FileField(
        _l("Calendar or table"),
        description=_l(
            "A calendar file (.ics), or XLSX or CSV with a header row: title and date, plus optionally "
            "start, end, venue, street, postcode, town, description and places."
        ),
    )

    def say_refusal(self, refusal: DomainError) -> bool:
        """Why there are no dates in the file, or that there is no file."""
        if not isinstance(refusal, DatesUnreadableError):
            return super().say_refusal(refusal)
        self.file.errors, self.refused = [why_no_dates(refusal.details if self.file.data else _NO_FILE)], refusal
        return True


class ChosenDatesForm(BaseForm):
    """Which of the dates become drafts, and whose."""

    host = SelectField(_l("Host"), choices=[], validators=[InputRequired(_l("Please choose the host."))])
    format = kept(SelectField(_l("Format"), choices=options(FORMATS.items()), default="own"), told=EventFormat)
    chosen = kept(SelectMultipleField(_l("Dates"), choices=[], coerce=int), "numbers", told=set)

    def offer(self, hosts: Sequence["Organisation"], numbers: Iterable[int]) -> None:
        """Fill the choices: whose events they become, and which dates there are."""
        named, self.host_ids = [(each.key, each.name) for each in hosts], {each.key: each.id for each in hosts}
        self.host.choices = options(named if len(named) == 1 else [("", _("Please choose")), *named])
        self.chosen.choices = options((number, str(number)) for number in numbers)

    def changes(self) -> dict[str, Any]:
        """Whose events they become too."""
        return {**super().changes(), "host_id": self.host_ids[self.host.data]}
