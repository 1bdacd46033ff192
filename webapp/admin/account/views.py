"""One's own account."""

from typing import TYPE_CHECKING, cast

from flask import Response, abort, redirect, render_template, request, url_for
from flask import session as cookie_session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, logout_user
from limits import parse

from webapp.accounts import access, rights, senders, services
from webapp.accounts.queries import sessions_of
from webapp.accounts.types import Role
from webapp.accounts.wording import ROLES
from webapp.admin.account import queries
from webapp.admin.account.blueprint import blueprint
from webapp.admin.account.forms import AddressForm, CloseForm, PasswordForm, ProfileForm
from webapp.admin.wording.refusals import REFUSALS
from webapp.foundation import clock
from webapp.foundation.http import language, throttle
from webapp.foundation.http.form_page import attempt, done, form_page
from webapp.foundation.http.idempotency import once

if TYPE_CHECKING:
    from webapp.accounts.models import User

_TRIES = parse("10 per 15 minutes")


@blueprint.route("/account", methods=["GET", "POST"])
@access.signed_in
@once
def account() -> ResponseReturnValue:
    """Name, language, sessions and roles; for whoever only works on the day, at which events as well."""
    user, form = _me(), ProfileForm(over=_me())

    def save() -> ResponseReturnValue:
        services.change_profile(user=user, **form.changes())
        return _speaking(done(_("Saved."), "admin.account.account"), user.language)

    def show() -> str:
        is_on_the_day = not rights.may_somewhere(Role.READER)
        return render_template(
            "admin/account/account.html",
            form=form,
            me=user,
            own=queries.own_roles(),
            roles=ROLES,
            work=queries.work_ahead(clock.now()) if is_on_the_day else (),
            is_on_the_day=is_on_the_day,
            sessions=sessions_of(user.id),
            here=current_user.key,
        )

    return form_page(form, save, show)


@blueprint.route("/account/password", methods=["GET", "POST"])
@access.signed_in
@once
def change_password() -> ResponseReturnValue:
    """Set another password, and end all other sessions."""
    form, user = PasswordForm(), _me()

    def change() -> ResponseReturnValue:
        _prove(user, form.current_password.data or "")
        services.change_password(user=user, password=form.new_password.data or "", but=current_user.key)
        senders.go_on_signed_in()
        return done(_("Your new password is set. You are signed out everywhere else."), "admin.account.account")

    return form_page(form, change, lambda: render_template("admin/account/password.html", form=form, me=user))


@blueprint.route("/account/address", methods=["GET", "POST"])
@access.signed_in
@once
def change_address() -> ResponseReturnValue:
    """Ask for another address, which holds once the link to it was opened."""
    form, user = AddressForm(), _me()

    def ask() -> ResponseReturnValue:
        _prove(user, form.current_password.data or "")
        lang = user.language or language.current()
        services.ask_for_address(user=user, language=lang, now=clock.now(), **form.changes())
        said = _("Please open the link that we’ve sent to %(address)s.", address=form.email.data)
        return done(said, "admin.account.account", kind="info")

    return form_page(form, ask, lambda: render_template("admin/account/address.html", form=form, me=user))


@blueprint.post("/account/sessions/end")
@access.signed_in
@once
def sign_out_elsewhere() -> ResponseReturnValue:
    """End all sessions but this one."""
    services.sign_out_elsewhere(user=_me(), but=current_user.key)
    senders.go_on_signed_in()
    return done(_("You are signed out everywhere else."), "admin.account.account", _anchor="sessions")


@blueprint.post("/account/roles/leave")
@access.signed_in
@once
def leave() -> ResponseReturnValue:
    """Give up one of one's own roles."""
    own = next((each for each in queries.own_roles() if each.key == request.form.get("key")), None)
    if own is None:
        abort(404)

    def give_up() -> None:
        services.give_up_role(user=_me(), role=own.role, at=own.at, but=current_user.key)
        senders.go_on_signed_in()

    back = url_for("admin.account.account", _anchor="roles")
    return attempt(give_up, lambda: redirect(back, 303), REFUSALS, told=_("You have given up this role."))


@blueprint.route("/account/close", methods=["GET", "POST"])
@access.signed_in
@once
def close_account() -> ResponseReturnValue:
    """Delete the account, and with it this session."""
    form, user = CloseForm(), _me()

    def close() -> ResponseReturnValue:
        _prove(user, form.current_password.data or "")
        services.close_account(user=user)
        logout_user()
        cookie_session.clear()
        return done(_("Your account is deleted."), "public.events.start", kind="info")

    return form_page(form, close, lambda: render_template("admin/account/close.html", form=form, me=user))


def _me() -> "User":
    return cast("User", current_user.user)


def _prove(user: "User", password: str) -> None:
    """Whoever finds a browser open may not guess here either."""
    throttle.count_against("own_password", user.public_id, _TRIES)
    services.prove(user=user, password=password)
    throttle.forgive("own_password", user.public_id, _TRIES)


def _speaking(answer: ResponseReturnValue, lang: str) -> ResponseReturnValue:
    if lang:
        language.keep(cast("Response", answer), lang)
    return answer
