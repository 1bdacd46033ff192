"""Dates from elsewhere: the file, and what is to become of it."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import SelectField, SelectMultipleField
from wtforms.validators import InputRequired

from webapp.admin.controls import options
from webapp.events.wording import FORMATS
from webapp.foundation.http.forms import Form as BaseForm


class DatesForm(BaseForm):
    """A file with dates."""

    file = FileField(
        _l("Calendar or table"),
        description=_l(
            "A calendar file (.ics), or XLSX or CSV with a header row: title and date, plus optionally "
            "start, end, venue, street, postcode, town, description and places."
        ),
    )


class ChosenDatesForm(BaseForm):
    """Which of the dates become drafts, and whose."""

    host = SelectField(_l("Host"), choices=[], validators=[InputRequired(_l("Please choose the host."))])
    format = SelectField(_l("Format"), choices=options(FORMATS.items()), default="own")
    chosen = SelectMultipleField(_l("Dates"), choices=[], coerce=int)
