"""How many may come, and what the organizer decides about one registration."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, Optional

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


class ReasonForm(BaseForm):
    """A decision with its reason."""

    reason = TextAreaField(_l("Reason"), [InputRequired(_l("Please type the reason."))], render_kw={"rows": 3})


class PromotionForm(ReasonForm):
    """An offer out of turn."""

    beyond = BooleanField(_l("Also if no place is left: one more than planned"))
