"""The answers that a question offers."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, HiddenField
from wtforms.validators import Optional

from webapp.admin.inputs.controls import LineField, NumberField
from webapp.admin.inputs.limits import MOST_PLACES, between, up_to


class ChoiceRow(Form):
    """An answer on offer; `key` stays when its words change."""

    key = HiddenField()
    de = LineField(_l("Answer in German"), [up_to(160)])
    en = LineField(_l("in English"), [up_to(160)])
    places = NumberField(_l("Places"), [Optional(), between(1, MOST_PLACES)])

    def ask_for_german(self) -> bool:
        """True where something is said of an answer that has no words in German, which is then said there."""
        is_half = not self.de.data and bool(self.en.data or self.places.data)
        if is_half:
            self.de.errors = [_("Please enter the answer in German as well, or empty the whole row.")]
        return is_half
