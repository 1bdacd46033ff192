"""What a contracting body announces of a tender."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired, Optional

from webapp.admin.inputs.controls import DayAndTimeField, DayField, LineField, WebAddressField, options
from webapp.admin.inputs.limits import Remark, up_to
from webapp.admin.procurement.labels import TENDER_STATES
from webapp.fields.trades import all_trades
from webapp.foundation.http import language
from webapp.foundation.http.edit_form import EditForm
from webapp.foundation.http.forms import Form as BaseForm
from webapp.foundation.http.kept_fields import kept
from webapp.foundation.ordering import in_order
from webapp.procurement.types import LONGEST_LINK, LONGEST_PLACE, LONGEST_TITLE, TenderStatus

if TYPE_CHECKING:
    from webapp.organisations.models import Organisation
    from webapp.procurement.models import Tender


_ONE_OF_TWO = Remark(_l("at least one of the two dates"))


class TenderForm(BaseForm):
    """A planned or running tender."""

    title = kept(
        LineField(
            _l("What the contract is for"),
            [InputRequired(_l("Please say what the contract is for.")), up_to(LONGEST_TITLE)],
        )
    )
    trade = kept(SelectField(_l("Trade"), [InputRequired(_l("Please choose the trade."))], choices=[]))
    body = SelectField(_l("Contracting body"), [InputRequired(_l("Please choose the contracting body."))], choices=[])
    place = kept(LineField(_l("Location"), [up_to(LONGEST_PLACE)]))
    publication_on = kept(DayField(_l("Planned publication date"), [Optional(), _ONE_OF_TWO]))
    submit_until = kept(DayAndTimeField(_l("Bids due by"), [Optional(), _ONE_OF_TWO]))
    link = kept(WebAddressField(_l("Link to the tender platform"), [up_to(LONGEST_LINK)]))
    status = kept(SelectField(_l("Status"), choices=[]), told=TenderStatus)

    def __init__(self, bodies: Iterable["Organisation"], zone: str, **rest: object) -> None:
        self.zone = zone
        super().__init__(**rest)
        lang = language.current()
        named = sorted(((trade.named(lang), trade.key) for trade in all_trades()), key=lambda each: in_order(each[0]))
        nobody = [("", _("Please choose"))]
        self.trade.choices = options([*nobody, *((key, name) for name, key in named)])
        known = [(body.key, body.name) for body in bodies]
        self.body.choices = options(known if len(known) == 1 else [*nobody, *known])
        self.status.choices = options(TENDER_STATES.items())

    def validate(self, extra_validators: object = None) -> bool:
        """True with a date at least, and bids not due before the publication; all that is wrong is said at once."""
        is_valid = super().validate(extra_validators)
        return self._has_dates_that_fit() and is_valid

    def _has_dates_that_fit(self) -> bool:
        dates = (self.publication_on, self.submit_until)
        appears, until = self.publication_on.data, self.submit_until.data
        if appears and until and until.date() < appears:
            self.submit_until.errors = [_("Bids can’t be due before the tender is published.")]
        elif not appears and not until and not any(each.errors for each in dates):
            self.publication_on.errors = [_("Please give at least one of the two dates.")]
        return not any(each.errors for each in dates)

    def read(self, thing: "Tender") -> dict[str, object]:
        """Whose tender it is too, which stays."""
        return {**super().read(thing), "body": thing.body.key}


class EditTenderForm(EditForm, TenderForm):
    """A tender that was announced."""
