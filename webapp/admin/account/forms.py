"""Forms of one's own account."""

from types import MappingProxyType

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, SelectField
from wtforms.validators import InputRequired, Length

from webapp.accounts.errors import LastOfTheirKindError, NameUnusableError, WeakPasswordError, WrongCredentialsError
from webapp.accounts.wording import weakness_said
from webapp.admin.inputs.controls import AddressField, LineField, options
from webapp.admin.wording.labels import LANGUAGES
from webapp.admin.wording.refusals import REFUSALS
from webapp.foundation.errors import ThrottledError
from webapp.foundation.http import errors
from webapp.foundation.http.edit_form import EditForm
from webapp.foundation.http.forms import Form as BaseForm
from webapp.foundation.http.kept_fields import kept
from webapp.mail.errors import TooManyMailsError


def _too_often(refusal: ThrottledError) -> str:
    return " ".join((_("That was too often."), errors.wait(refusal.seconds)))


def _wrong(_refusal: WrongCredentialsError) -> str:
    return str(_("The password is wrong."))


class ProfileForm(EditForm):
    """What colleagues call somebody, and the language that the desk and letters speak with them."""

    name = kept(
        LineField(
            _l("Name"),
            [InputRequired(_l("Please enter your name.")), Length(max=120)],
            render_kw={"autocomplete": "name"},
        )
    )
    language = kept(
        SelectField(
            _l("Language"),
            choices=options([("", _l("as the browser says")), *LANGUAGES.items()]),
            description=_l("Pages and emails to you use it."),
        )
    )
    refusals = MappingProxyType({NameUnusableError: ("name", _l("Please enter a name in one line."))})


class ProvenForm(BaseForm):
    """What only the owner of an account may do, and not whoever finds the browser open."""

    page_order: tuple[str, ...] = ("current_password",)

    current_password = PasswordField(
        _l("Your current password"),
        [InputRequired(_l("Please enter your password.")), Length(max=1024)],
        render_kw={"autocomplete": "current-password"},
    )
    refusals = MappingProxyType(
        {
            WrongCredentialsError: ("current_password", _wrong),
            ThrottledError: ("current_password", _too_often),
        }
    )


class PasswordForm(ProvenForm):
    """Another password."""

    page_order = ("current_password", "new_password")

    new_password = PasswordField(
        _l("New password"),
        [InputRequired(_l("Please choose a password."))],
        description=_l("At least 12 characters. Four words that don’t belong together are easy to remember."),
        render_kw={"autocomplete": "new-password"},
    )
    refusals = MappingProxyType({**ProvenForm.refusals, WeakPasswordError: ("new_password", weakness_said)})


class AddressForm(ProvenForm):
    """Another email address."""

    page_order = ("email", "current_password")

    email = kept(
        AddressField(
            _l("New email address"),
            [InputRequired(_l("Please enter your new email address.")), Length(max=320)],
            render_kw={"autocomplete": "email"},
        )
    )
    refusals = MappingProxyType(
        {
            **ProvenForm.refusals,
            TooManyMailsError: (
                "email",
                _l("We’ve written to this address several times just now. Please wait an hour."),
            ),
        }
    )


class CloseForm(ProvenForm):
    """The account is deleted."""

    refusals = MappingProxyType(
        {
            **ProvenForm.refusals,
            LastOfTheirKindError: ("current_password", lambda _refusal: str(REFUSALS[LastOfTheirKindError])),
        }
    )
