from types import MappingProxyType

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, PasswordField, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.form import BaseForm
from wtforms.validators import DataRequired, InputRequired, Length

from webapp.accounts.errors import NameUnusableError, WeakPasswordError
from webapp.accounts.wording import weakness_said
from webapp.foundation.email_addresses import AddressInvalidError, checked_address
from webapp.foundation.http.forms import Form
from webapp.foundation.text import one_line
from webapp.organisations.types import OrganisationKind

_KINDS = {
    OrganisationKind.CHAMBER: _l("Chamber"),
    OrganisationKind.CITY: _l("City or municipality"),
    OrganisationKind.DISTRICT: _l("District"),
    OrganisationKind.REGION: _l("Region"),
    OrganisationKind.ASSOCIATION: _l("Association or guild"),
    OrganisationKind.UNIVERSITY: _l("University or school"),
    OrganisationKind.COMPANY: _l("Company"),
    OrganisationKind.ALLIANCE: _l("Alliance or network"),
    OrganisationKind.AGENCY: _l("Agency"),
    OrganisationKind.MINISTRY: _l("Ministry"),
}
_TOO_LONG = _l("Please shorten this to %(max)d characters.")


class _Line(StringField):
    """Text on one line; never None once the form is processed."""

    data: str

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = one_line(valuelist[0]) if valuelist else ""


def _address(_form: BaseForm, field: EmailField) -> None:
    try:
        field.data = checked_address(field.data or "")
    except AddressInvalidError:
        raise ValidationError(_("Please check this email address, for example name@example.org.")) from None


class SetUpForm(Form):
    """Whom the installation is for, and who looks after it first."""

    organisation = _Line(
        _l("Name"),
        [DataRequired(_l("Please enter the organisation’s name.")), Length(max=200, message=_TOO_LONG)],
        render_kw={"autocomplete": "organization"},
    )
    short_name = _Line(
        _l("Short name"),
        [DataRequired(_l("Please enter a short name.")), Length(max=60, message=_TOO_LONG)],
        description=_l("Where there is little room, for example “HWK Musterstadt”."),
    )
    kind = SelectField(
        _l("Kind of organisation"),
        choices=[SelectChoice("", _l("Please choose")), *(SelectChoice(*row) for row in _KINDS.items())],
        validators=[InputRequired(_l("Please choose what kind of organisation it is."))],
    )
    city = _Line(_l("City"), [Length(max=80, message=_TOO_LONG)], render_kw={"autocomplete": "address-level2"})
    name = _Line(
        _l("Your name"),
        [DataRequired(_l("Please enter your name.")), Length(max=120, message=_TOO_LONG)],
        render_kw={"autocomplete": "name"},
    )
    email = EmailField(
        _l("Email address"),
        [InputRequired(_l("Please enter your email address.")), _address],
        description=_l("You sign in with it."),
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        _l("Password"),
        [InputRequired(_l("Please choose a password.")), Length(max=1024, message=_TOO_LONG)],
        description=_l("At least 12 characters. A short sentence is easy to remember."),
        render_kw={"autocomplete": "new-password"},
    )
    refusals = MappingProxyType(
        {
            WeakPasswordError: ("password", weakness_said),
            NameUnusableError: ("name", _l("Please enter your name in one line.")),
        }
    )
