"""How many places there are."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from webapp.admin.inputs.controls import NumberField
from webapp.admin.inputs.limits import MOST_PLACES, between
from webapp.foundation.http.edit_form import EditForm
from webapp.foundation.http.kept_fields import kept


class CapacityForm(EditForm):
    """How many places an event has."""

    capacity = kept(
        NumberField(
            _l("Places"),
            [Optional(), between(1, MOST_PLACES)],
            description=_l("Leave empty if there is no limit."),
        )
    )
