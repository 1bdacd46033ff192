"""What is said of an organisation."""

from collections.abc import Sequence
from types import MappingProxyType

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField, SelectMultipleField, ValidationError
from wtforms.validators import InputRequired, Length

from webapp.admin.alike import AlikeForm, Known
from webapp.admin.hosts import everybody
from webapp.admin.inputs.controls import AddressField, LineField, ParagraphsField, WebAddressField, options
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

_LONGEST_TEXT = 20_000
_TOO_LONG = _l("Please shorten this to %(max)d characters at most.")


class OrganisationForm(BaseForm):
    """Who it is, what it can be, how it is reached, and what it says of itself."""

    name = kept(
        LineField(
            _l("Name"),
            [InputRequired(_l("Please enter the name.")), Length(max=LONGEST_NAME, message=_TOO_LONG)],
        )
    )
    short_name = kept(
        LineField(
            _l("Short name"),
            [Length(max=LONGEST_SHORT_NAME, message=_TOO_LONG)],
            description=_l("As people say it, for example an abbreviation. Searches find it too."),
        )
    )
    kind = kept(SelectField(_l("Kind"), [InputRequired(_l("Please choose one."))], choices=[]), told=OrganisationKind)
    parts = kept(
        SelectMultipleField(_l("What it can be"), choices=[]),
        told=lambda chosen: [OrganisationPart(each) for each in chosen],
    )
    street = kept(LineField(_l("Street and number"), [Length(max=200, message=_TOO_LONG)]))
    postcode = kept(LineField(_l("Postcode"), [Length(max=12, message=_TOO_LONG)]))
    city = kept(LineField(_l("Town"), [Length(max=LONGEST_CITY, message=_TOO_LONG)]))
    website = kept(WebAddressField(_l("Website"), [Length(max=500, message=_TOO_LONG)]))
    contact_email = kept(AddressField(_l("Email address"), [Length(max=320, message=_TOO_LONG)]))
    contact_phone = kept(LineField(_l("Telephone"), [Length(max=60, message=_TOO_LONG)], render_kw={"type": "tel"}))
    profile = kept(
        ParagraphsField(
            _l("Profile"),
            [Length(max=_LONGEST_TEXT, message=_TOO_LONG)],
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

    def validate_name(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Please enter the name."))


class NewOrganisationForm(AlikeForm, OrganisationForm):
    """One that isn't known yet."""

    def known(self) -> Sequence[Known]:
        """Every organisation, with its card."""
        return [
            Known(each.name, each.city, url_for("public.organisations.organisation", key=each.key))
            for each in everybody()
        ]


class EditOrganisationForm(EditForm, OrganisationForm):
    """One that is there already."""
