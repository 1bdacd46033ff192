"""Who else organizes an event, and who pays for it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField, SelectMultipleField, ValidationError

from webapp.admin.inputs.controls import LineField, ParagraphsField, options
from webapp.admin.inputs.limits import LONGEST_TEXT, up_to
from webapp.foundation.http.forms import Form as BaseForm
from webapp.foundation.http.kept_fields import kept

if TYPE_CHECKING:
    from webapp.admin.hosts import Host, Notice
    from webapp.events.models import Event


class HostingForm(BaseForm):
    """Partners, known ones and a new one, and the funding notice: a kept one or words of the event's own."""

    partners = SelectMultipleField(_l("Partners"), choices=[])
    partner_name = LineField(
        _l("Name of the new partner"),
        [up_to(200)],
        description=_l("It joins the list of organisations."),
    )
    partner_city = LineField(_l("Town of the new partner"), [up_to(80)])
    funding = SelectField(_l("Funding notice"), choices=[], default="")
    funding_notice = kept(
        ParagraphsField(
            _l("Funding notice in your own words"),
            [up_to(LONGEST_TEXT)],
            render_kw={"rows": 3},
        )
    )

    def read(self, thing: "Event") -> dict[str, object]:
        """With whom it is organized, and which notice it carries."""
        partners = [each.organisation.key for each in thing.partners]
        funding = thing.funding.public_id if thing.funding else ""
        return {**super().read(thing), "partners": partners, "funding": funding}

    def changes(self) -> dict[str, Any]:
        """The partners that are known, and the notice that was chosen."""
        partners = [self.partner_ids[key] for key in self.partners.data or ()]
        funding_id = self.funding_ids.get(self.funding.data)
        return {**super().changes(), "partner_ids": partners, "funding_id": funding_id}

    @property
    def new_partner(self) -> dict[str, str] | None:
        """One that isn't known yet, as a service takes it."""
        name = self.partner_name.data
        return {"name": name, "city": self.partner_city.data} if name else None

    def offer_partners(self, organisations: Iterable["Host"]) -> None:
        """Fill the choice of who else organizes it."""
        named = [(each.key, each.name, each.id) for each in organisations]
        self.partners.choices = options((key, name) for key, name, _id in named)
        self.partner_ids = {key: id_ for key, _name, id_ in named}

    def offer_notices(self, notices: Iterable["Notice"]) -> None:
        """Fill the choice of who pays."""
        named = [(each.public_id, each.title, each.id) for each in notices]
        none_or_own = ("", _("None, or in your own words"))
        self.funding.choices = options([none_or_own, *((key, title) for key, title, _id in named)])
        self.funding_ids = {key: id_ for key, _title, id_ in named}

    def validate_partner_city(self, field: Field) -> None:
        if field.data and not self.partner_name.data:
            raise ValidationError(_("Please enter the name of the new partner."))

    def validate_funding_notice(self, field: Field) -> None:
        if field.data and self.funding.data:
            raise ValidationError(_("Please either choose a funding notice or write your own, not both."))
