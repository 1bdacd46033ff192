"""Roles changed and taken back, the same wherever they are held; whoever changes their own stays signed in."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import rights, senders, services
from webapp.accounts.models import User
from webapp.accounts.types import Role
from webapp.accounts.wording import ROLES
from webapp.admin.team.forms import ChangeRoleForm
from webapp.admin.team.places import Place, is_me, own_session
from webapp.admin.wording.refusals import REFUSALS
from webapp.foundation.http import language
from webapp.foundation.http.form_page import Undo, attempt, tell
from webapp.foundation.http.idempotency import refuse


def change(place: Place, user: User, role: Role) -> ResponseReturnValue:
    """Another role instead of this one, as the form next to it says."""
    form, at = ChangeRoleForm(), place.at
    if not form.validate() or at is None:
        refuse(_("Please choose a role."))
        return _back(place)

    def act() -> ResponseReturnValue:
        services.change_role(user=user, role=role, at=at, but=own_session(user), **form.changes())
        said = {"name": user.name, "role": ROLES[form.changes()["to"]]}
        return _onwards(place, user, _("%(name)s now has the role “%(role)s”.", **said))

    return attempt(act, lambda: _back(place), REFUSALS)


def take(place: Place, user: User, role: Role) -> ResponseReturnValue:
    """This role no longer."""

    def act() -> ResponseReturnValue:
        services.take_role(user=user, role=role, at=place.at, but=own_session(user))
        said = {"name": user.name, "role": ROLES[role]}
        undo = None if is_me(user) else invite_anew(place, user.email, role, user.language)
        return _onwards(place, user, _("%(name)s no longer has the role “%(role)s”.", **said), undo)

    return attempt(act, lambda: _back(place), REFUSALS)


def invite_anew(place: Place, email: str, role: str, lang: str) -> Undo:
    """The way back to a role that was taken, or an invitation withdrawn: a new one, which the person accepts."""
    return Undo(
        place.inviting, _("Invite again"), {"email": email, "role": role, "language": lang or language.current()}
    )


def _onwards(place: Place, user: User, said: str, undo: Undo | None = None) -> ResponseReturnValue:
    """Back to the team, or where one still may go after giving away one's own right to see it."""
    tell(said, undo=undo)
    if is_me(user):
        senders.go_on_signed_in()
        may_stay = rights.is_admin() if place.at is None else rights.may(Role.ORGANIZER, place.at)
        if not may_stay:
            return redirect(url_for("admin.account.account"), 303)
    return _back(place)


def _back(place: Place) -> ResponseReturnValue:
    return redirect(place.url, 303)
