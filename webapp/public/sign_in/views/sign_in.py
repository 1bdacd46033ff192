from flask import abort, flash, redirect, render_template, request, url_for
from flask import session as cookie_session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, logout_user

from webapp.accounts import access, guesses, queries, senders, services
from webapp.accounts.errors import WrongCredentialsError
from webapp.accounts.types import LINK, Role
from webapp.foundation import clock, transaction
from webapp.foundation.errors import ThrottledError
from webapp.foundation.http import links
from webapp.foundation.http.transaction_frame import keep_private
from webapp.public.sign_in.blueprint import blueprint
from webapp.public.sign_in.forms import SignInForm, said_too_often
from webapp.public.sign_in.landing import led_on, signed_in


@blueprint.route("/sign-in", methods=["GET", "POST"])
@access.public
def sign_in() -> ResponseReturnValue:
    with transaction.reading_first():
        known = current_user.is_authenticated
    if known:
        return led_on(request.args.get("next"))
    form = SignInForm(next=request.args.get("next", ""))
    if form.validate_on_submit():
        return _signed_in(form)
    return render_template("public/sign_in/sign_in.html", form=form), form.http_status


def _signed_in(form: SignInForm) -> ResponseReturnValue:
    email, password = form.email.data or "", form.password.data or ""
    try:
        guesses.refuse_guessers(email)
        # A password takes long to check, on purpose: nobody who wants to write waits for it.
        with transaction.reading_first():
            user = services.authenticate(email=email, password=password)
    except ThrottledError as refusal:
        form.email.errors = [said_too_often(refusal)]
        page = render_template("public/sign_in/sign_in.html", form=form)
        return page, 429, {"Retry-After": str(refusal.seconds)}
    except WrongCredentialsError:
        guesses.count_failure(email)
        form.email.errors = [_("The email address or password is wrong.")]
        return render_template("public/sign_in/sign_in.html", form=form), 422
    guesses.forgive(email)
    return signed_in(user, form.next.data)


@blueprint.post("/sign-out")
@access.public
def sign_out() -> ResponseReturnValue:
    if current_user.is_authenticated:
        services.end_session(key=current_user.key, now=clock.now())
    logout_user()
    cookie_session.clear()
    flash(_("You are signed out."), "info")
    return redirect(url_for("public.events.start"), 303)


@blueprint.route("/link/<token>", methods=["GET", "POST"])
@access.by_token
def open_link(token: str) -> ResponseReturnValue:
    """Show what an access link opens; only the button takes it, so that a mail scanner takes nothing."""
    keep_private()
    link = queries.get_open_link(links.unseal(LINK, token) or "", now=clock.now())
    if request.method == "POST":
        senders.remember_link(link.public_id)
        return redirect(_led_to(link.role, link.event_key), 303)
    return render_template("public/sign_in/open_link.html", link=link, token=token)


def _led_to(role: str, event_key: str) -> str:
    slug = access.slug_of(event_key)
    if slug is None:
        abort(404)
    return url_for("hall.checkin.checkin" if role == Role.DOOR else "hall.stage.facilitate", slug=slug)
