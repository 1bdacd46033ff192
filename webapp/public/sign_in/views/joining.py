"""Invitations to a team: with a new account, or with the one that the address has."""

from typing import TYPE_CHECKING

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.accounts import access, guesses, queries, services
from webapp.accounts.errors import LetterGoneError, WrongCredentialsError
from webapp.accounts.types import TEAM_LINK
from webapp.accounts.wording import MEANINGS, ROLES
from webapp.events.queries import find_event_by_key
from webapp.foundation import clock, transaction
from webapp.foundation.http import links
from webapp.foundation.http.form_page import form_page
from webapp.foundation.http.forms import Form
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.transaction_frame import keep_private
from webapp.public.sign_in.blueprint import blueprint
from webapp.public.sign_in.forms import ConfirmForm, JoinForm, JoinKnownForm
from webapp.public.sign_in.landing import signed_in

if TYPE_CHECKING:
    from webapp.accounts.models import TeamInvitation, User


@blueprint.route("/sign-in/invitation/<token>", methods=["GET", "POST"])
@access.by_token
@once
def join_team(token: str) -> ResponseReturnValue:
    """The letter has proved the address, so its holder may be told whether there is an account."""
    keep_private()
    # Passwords take long to hash and to check, on purpose: nobody who wants to write waits for it.
    with transaction.reading_first():
        invitation = queries.get_open_invitation(links.unseal(TEAM_LINK, token) or "", now=clock.now())
        owner = queries.find_user_by_address(invitation.email)
        event = find_event_by_key(invitation.event_key) if invitation.event_key else None
        me = current_user.user if current_user.is_authenticated else None
    if (owner is not None and not owner.active) or (invitation.event_key and event is None):
        raise LetterGoneError
    form = _form(owner, me)
    page = {"form": form, "invitation": invitation, "event": event, "me": me, "owner": owner, "token": token}
    return form_page(
        form,
        lambda: signed_in(_joined(form, invitation, owner)),
        lambda: render_template("public/sign_in/join_team.html", roles=ROLES, meanings=MEANINGS, **page),
    )


def _form(owner: "User | None", me: "User | None") -> Form:
    if owner is None:
        return JoinForm()
    return ConfirmForm() if owner is me else JoinKnownForm()


def _joined(form: Form, invitation: "TeamInvitation", owner: "User | None") -> "User":
    """Whoever has the role now."""
    now = clock.now()
    if owner is None:
        name, password = form.name.data.strip(), form.password.data
        return services.accept_anew(invitation=invitation, name=name, password=password, now=now)
    if isinstance(form, JoinKnownForm):
        _prove(owner, form.password.data or "")
    services.accept(invitation=invitation, user=owner, now=now)
    return owner


def _prove(owner: "User", password: str) -> None:
    """As the sign-in does, and counted as there."""
    guesses.refuse_guessers(owner.email)
    try:
        services.prove(user=owner, password=password)
    except WrongCredentialsError:
        guesses.count_failure(owner.email)
        raise
    guesses.forgive(owner.email)
