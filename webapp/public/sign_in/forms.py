from types import MappingProxyType

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from webapp.accounts.errors import NameUnusableError, WeakPasswordError, WrongCredentialsError
from webapp.accounts.wording import weakness_said
from webapp.foundation.email_addresses import AddressInvalidError
from webapp.foundation.errors import ThrottledError
from webapp.foundation.http import errors
from webapp.foundation.http.forms import Form as BaseForm


def said_too_often(refusal: ThrottledError) -> str:
    """How long it takes until it may be tried again."""
    return " ".join((_("That was too often."), errors.wait(refusal.seconds)))


class SignInForm(BaseForm):
    """Sign-in for the staff."""

    email = EmailField(
        _l("Email address"),
        [InputRequired(_l("Please enter your email address.")), Length(max=320)],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        _l("Password"),
        [InputRequired(_l("Please enter your password.")), Length(max=1024)],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()


class ForgottenForm(BaseForm):
    """Somebody can't sign in any more."""

    email = EmailField(
        _l("Email address"),
        [InputRequired(_l("Please enter your email address.")), Length(max=320)],
        render_kw={"autocomplete": "username"},
    )
    refusals = MappingProxyType(
        {
            ThrottledError: ("email", said_too_often),
            AddressInvalidError: ("email", _l("Please check this email address, for example name@example.org.")),
        }
    )


class NewPasswordForm(BaseForm):
    """A password is chosen."""

    password = PasswordField(
        _l("New password"),
        [InputRequired(_l("Please choose a password."))],
        description=_l("At least 12 characters. Four words that don’t belong together are easy to remember."),
        render_kw={"autocomplete": "new-password"},
    )
    refusals = MappingProxyType({WeakPasswordError: ("password", weakness_said)})


class JoinForm(NewPasswordForm):
    """Somebody who was invited gets an account."""

    page_order = ("name", "password")

    name = StringField(
        _l("Your name"),
        [InputRequired(_l("Please enter your name.")), Length(max=120)],
        description=_l("Your colleagues see it."),
        render_kw={"autocomplete": "name"},
    )
    refusals = MappingProxyType(
        {**NewPasswordForm.refusals, NameUnusableError: ("name", _l("Please enter your name in one line."))}
    )


class JoinKnownForm(BaseForm):
    """Somebody who was invited has an account already."""

    password = PasswordField(
        _l("Password"),
        [InputRequired(_l("Please enter your password.")), Length(max=1024)],
        render_kw={"autocomplete": "current-password"},
    )
    refusals = MappingProxyType(
        {
            ThrottledError: ("password", said_too_often),
            WrongCredentialsError: ("password", _l("The password is wrong.")),
        }
    )


class ConfirmForm(BaseForm):
    """Nothing but a button."""
