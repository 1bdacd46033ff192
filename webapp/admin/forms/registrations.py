"""The form for how many may come."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import NumberRange, Optional

from webapp.admin.controls import NumberField
from webapp.admin.forms.events import MOST_PLACES
from webapp.foundation.http.forms import Form as BaseForm


class CapacityForm(BaseForm):
    """How many places an event has."""

    capacity = NumberField(
        _l("Places"),
        [Optional(), NumberRange(1, MOST_PLACES, _l("Please type a number from %(min)d to %(max)d."))],
        description=_l("Leave empty where everybody finds room."),
    )
