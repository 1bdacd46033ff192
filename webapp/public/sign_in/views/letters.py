"""Letters that prove an address: a forgotten password, and a new address."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from limits import parse

from webapp.accounts import access, queries, services
from webapp.accounts.errors import LetterGoneError
from webapp.accounts.tasks import look_at_asked_letters
from webapp.accounts.types import ADDRESS_LINK, PASSWORD_LINK, Asked
from webapp.foundation import clock, transaction
from webapp.foundation.http import language, links, throttle
from webapp.foundation.http.form_page import done, form_page
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.transaction_frame import keep_private
from webapp.foundation.jobs import wake
from webapp.public.sign_in.blueprint import blueprint
from webapp.public.sign_in.forms import ConfirmForm, ForgottenForm, NewPasswordForm

# For addresses that somebody has and for others alike: nobody learns which is which.
_LETTERS_FROM_ONE_PLACE = parse("20 per hour")


@blueprint.errorhandler(LetterGoneError)
def letter_gone(_refusal: LetterGoneError) -> ResponseReturnValue:
    """Whoever comes too late is told how they get in all the same."""
    return render_template("public/sign_in/letter_gone.html"), 410


@blueprint.route("/sign-in/forgotten", methods=["GET", "POST"])
@access.public
@once
def forgotten() -> ResponseReturnValue:
    """The same is done and said for each address; the worker finds out whose it is, and writes."""
    form = ForgottenForm()

    def ask() -> ResponseReturnValue:
        throttle.count_against("forgotten", throttle.address(), _LETTERS_FROM_ONE_PLACE)
        services.ask_for_password(email=form.email.data or "", language=language.current(), now=clock.now())
        wake(look_at_asked_letters)
        said = _(
            "If there is an account with this address, you will get an email with a link. It is valid for an hour."
        )
        return done(said, "public.sign_in.sign_in", kind="info")

    return form_page(form, ask, lambda: render_template("public/sign_in/forgotten.html", form=form))


@blueprint.route("/sign-in/password/<token>", methods=["GET", "POST"])
@access.by_token
@once
def set_password(token: str) -> ResponseReturnValue:
    keep_private()
    form = NewPasswordForm()
    # Hashing takes long, on purpose: nobody who wants to write waits for it.
    with transaction.reading_first():
        letter = queries.get_open_letter(links.unseal(PASSWORD_LINK, token) or "", Asked.PASSWORD, now=clock.now())

    def change() -> ResponseReturnValue:
        services.reset_password(letter=letter, password=form.password.data or "", now=clock.now())
        said = _("Your new password is set, and you are signed out everywhere. Please sign in with it.")
        return done(said, "public.sign_in.sign_in")

    page = {"form": form, "email": letter.email}
    return form_page(form, change, lambda: render_template("public/sign_in/set_password.html", **page))


@blueprint.route("/sign-in/address/<token>", methods=["GET", "POST"])
@access.by_token
@once
def confirm_address(token: str) -> ResponseReturnValue:
    """Only the button confirms, so that a mail scanner confirms nothing."""
    keep_private()
    form = ConfirmForm()
    letter = queries.get_open_letter(links.unseal(ADDRESS_LINK, token) or "", Asked.ADDRESS, now=clock.now())

    def confirm() -> ResponseReturnValue:
        services.confirm_address(letter=letter, now=clock.now())
        said = _("From now on you sign in with %(address)s.", address=letter.email)
        return done(said, "admin.account.account" if current_user.is_authenticated else "public.sign_in.sign_in")

    page = {"form": form, "email": letter.email}
    return form_page(form, confirm, lambda: render_template("public/sign_in/confirm_address.html", **page))
