"""What is said of an organisation."""

from collections.abc import Iterator
from types import MappingProxyType

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired

from webapp.admin.alike import AlikeForm, Known
from webapp.admin.hosts import everybody
from webapp.admin.inputs.controls import AddressField, LineField, ParagraphsField, WebAddressField, options
from webapp.admin.inputs.limits import LONGEST_TEXT, up_to
from webapp.admin.inputs.postal import postcode_field, street_field, town_field
from webapp.admin.organisations.labels import PARTS
from webapp.foundation.http.edit_form import EditForm
from webapp.foundation.http.forms import Form as BaseForm
from webapp.foundation.http.kept_fields import kept
from webapp.organisations.types import (
    LONGEST_CITY,
    LONGEST_NAME,
    LONGEST_SHORT_NAME,
    OrganisationKind,
    OrganisationPart,
)
from webapp.organisations.wording import KINDS


class OrganisationForm(BaseForm):
    """Who it is, what it can be, how it is reached, and what it says of itself."""

    name = kept(
        LineField(
            _l("Name"),
            [DataRequired(_l("Please enter the name.")), up_to(LONGEST_NAME)],
        )
    )
    short_name = kept(
        LineField(
            _l("Short name"),
            [up_to(LONGEST_SHORT_NAME)],
            description=_l("As people say it, for example an abbreviation. Searches find it too."),
        )
    )
    kind = kept(SelectField(_l("Kind"), [InputRequired(_l("Please choose one."))], choices=[]), told=OrganisationKind)
    parts = kept(
        SelectMultipleField(_l("What it can be"), choices=[]),
        told=lambda chosen: [OrganisationPart(each) for each in chosen],
    )
    street = kept(street_field())
    postcode = kept(postcode_field())
    city = kept(town_field(LONGEST_CITY))
    website = kept(WebAddressField(_l("Website"), [up_to(500)]))
    contact_email = kept(AddressField(_l("Email address"), [up_to(320)]))
    contact_phone = kept(LineField(_l("Telephone"), [up_to(60)], render_kw={"type": "tel"}))
    profile = kept(
        ParagraphsField(
            _l("Profile"),
            [up_to(LONGEST_TEXT)],
            description=_l("Markdown: **bold**, - for lists, # for headings."),
            render_kw={"rows": 8},
        )
    )

    sections = MappingProxyType(
        {
            "who": ("name", "short_name", "kind", "parts"),
            "where": ("street", "postcode", "city"),
            "contact": ("website", "contact_email", "contact_phone"),
            "about": ("profile",),
        }
    )

    def __init__(self, *args: object, **rest: object) -> None:
        super().__init__(*args, **rest)
        self.kind.choices = options([("", _("Please choose")), *KINDS.items()])
        self.parts.choices = options(PARTS.items())


class NewOrganisationForm(AlikeForm, OrganisationForm):
    """One that isn't known yet."""

    def __init__(self, **rest: object) -> None:
        super().__init__(known=_known, **rest)


class EditOrganisationForm(EditForm, OrganisationForm):
    """One that is there already."""


def _known() -> Iterator[Known]:
    """Every organisation, with its card."""
    for each in everybody():
        yield Known(each.name, each.city, url_for("public.organisations.organisation", key=each.key))
