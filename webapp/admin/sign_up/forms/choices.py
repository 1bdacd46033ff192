"""The answers that a question offers."""

from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, HiddenField
from wtforms.validators import Optional

from webapp.admin.inputs.controls import LineField, NumberField
from webapp.admin.inputs.limits import MOST_PLACES, between, up_to
from webapp.admin.sign_up.forms.both_languages import is_shown, offer_languages, required_in


class ChoiceRow(Form):
    """An answer on offer; `key` stays when its words change."""

    key = HiddenField()
    de = LineField(_l("Answer in German"), [up_to(160)])
    en = LineField(_l("Answer in English"), [up_to(160)])
    places = NumberField(_l("Places"), [Optional(), between(1, MOST_PLACES)])

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        offer_languages(self, "")

    @property
    def words(self) -> LineField:
        """The answer in the language in which it has to be there."""
        return cast("LineField", required_in(self))

    def ask_for_words(self) -> bool:
        """True where something is said of an answer that has no words, which is then said there."""
        is_half = not self.words.data and any(each.data for each in (self.de, self.en, self.places) if is_shown(each))
        if is_half and self.words is self.de:
            self.words.errors = [_("Please enter the answer in German as well, or empty the whole row.")]
        elif is_half:
            self.words.errors = [_("Please enter the answer in English as well, or empty the whole row.")]
        return is_half
