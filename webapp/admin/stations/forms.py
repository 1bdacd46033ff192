"""Forms of the theme stations."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField, ValidationError
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from webapp.admin.controls import LineField, NumberField, ParagraphsField
from webapp.foundation.http.edit_form import EditForm
from webapp.foundation.http.forms import Form as BaseForm

_TOO_LONG = _l("Please shorten this to %(max)d characters at most.")
MOST_PLACES = 10_000


class StationForm(BaseForm):
    """What a station is about, where it stands and how many find room."""

    title = LineField(_l("Topic"), [InputRequired(_l("Please name the topic.")), Length(max=200, message=_TOO_LONG)])
    action_field = SelectField(
        _l("Action area"), choices=[], default="", description=_l("Links its groups’ results to the plan.")
    )
    summary = ParagraphsField(_l("What it is about"), [Length(max=5000, message=_TOO_LONG)])
    place = LineField(
        _l("Location"), [Length(max=200, message=_TOO_LONG)], description=_l("Room, table or part of the hall.")
    )
    facilitator = LineField(_l("Facilitator"), [Length(max=120, message=_TOO_LONG)])
    capacity = NumberField(
        _l("Places"),
        [Optional(), NumberRange(1, MOST_PLACES, _l("Please enter a number from %(min)d to %(max)d."))],
        description=_l("Leave empty if there is no limit."),
    )

    def validate_title(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Please name the topic."))


class EditStationForm(EditForm, StationForm):
    """A station that is there already."""
