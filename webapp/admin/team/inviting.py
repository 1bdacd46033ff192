"""Inviting, the same wherever it is to: a page, and buttons for what was sent."""

from typing import TYPE_CHECKING

from flask import redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.accounts import services
from webapp.accounts.queries import get_invitation
from webapp.accounts.types import Role
from webapp.admin.team.changing import invite_anew
from webapp.admin.team.forms import InviteForm
from webapp.admin.team.places import Place
from webapp.foundation import clock
from webapp.foundation.http import language
from webapp.foundation.http.form_page import attempt, done, form_page
from webapp.foundation.http.refusals import Said
from webapp.mail.errors import TooManyMailsError

if TYPE_CHECKING:
    from webapp.accounts.models import TeamInvitation

_FLOODED: Said = {TooManyMailsError: _l("This invitation was sent several times just now. Please wait an hour.")}


def invite_to(place: Place) -> ResponseReturnValue:
    """The page on which somebody is asked to join."""
    form = InviteForm(data={"language": language.current()})
    if place.at is None:
        del form.role

    def invite() -> ResponseReturnValue:
        said = {"role": Role.ADMIN, **form.changes()}
        invitation = services.invite(at=place.at, now=clock.now(), **said)
        told = _("The invitation is on its way to %(address)s.", address=invitation.email)
        return done(told, place.page, **place.values)

    page = {"form": form, "place": place, **({"event": place.event} if place.event else {})}
    return form_page(form, invite, lambda: render_template("admin/team/invite.html", **page))


def send_again(place: Place, public_id: str) -> ResponseReturnValue:
    """The letter goes out once more."""
    invitation = _get(place, public_id)

    def send() -> None:
        services.invite_again(invitation=invitation, at=place.at, now=clock.now())

    told = _("The invitation is on its way to %(address)s.", address=invitation.email)
    return attempt(send, lambda: _back(place), _FLOODED, told=told)


def take_back(place: Place, public_id: str) -> ResponseReturnValue:
    """The link opens nothing any more."""
    invitation = _get(place, public_id)
    undo = invite_anew(place, invitation.email, invitation.role, invitation.language)
    said = _("The invitation to %(address)s has been withdrawn.", address=invitation.email)
    services.withdraw(invitation=invitation, at=place.at)
    return done(said, place.page, undo=undo, **place.values)


def _get(place: Place, public_id: str) -> "TeamInvitation":
    return get_invitation(public_id, organisation_id=place.organisation_id, event_key=place.event_key)


def _back(place: Place) -> ResponseReturnValue:
    return redirect(place.url, 303)
