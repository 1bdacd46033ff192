"""Who looks after the whole installation."""

from flask import render_template
from flask.typing import ResponseReturnValue

from webapp.accounts import access
from webapp.accounts.queries import administrators as all_administrators
from webapp.accounts.wording import ROLES
from webapp.admin.team import inviting
from webapp.admin.team.blueprint import blueprint
from webapp.admin.team.changing import take
from webapp.admin.team.places import installation, member_of, role_of
from webapp.admin.team.queries import invited
from webapp.foundation import clock
from webapp.foundation.http.idempotency import once


@blueprint.get("/settings/administrators")
@access.admin
def administrators() -> ResponseReturnValue:
    """Who may do everything here, and who was asked to."""
    page = {"place": installation(), "members": all_administrators(), "invited": invited(now=clock.now())}
    return render_template("admin/team/administrators.html", roles=ROLES, **page)


@blueprint.route("/settings/administrators/invite", methods=["GET", "POST"])
@access.admin
@once
def invite_administrator() -> ResponseReturnValue:
    return inviting.invite_to(installation())


@blueprint.post("/settings/administrators/invitations/<invitation_id>/send")
@access.admin
@once
def invite_administrator_again(invitation_id: str) -> ResponseReturnValue:
    return inviting.send_again(installation(), invitation_id)


@blueprint.post("/settings/administrators/invitations/<invitation_id>/withdraw")
@access.admin
@once
def withdraw_administrator(invitation_id: str) -> ResponseReturnValue:
    return inviting.take_back(installation(), invitation_id)


@blueprint.post("/settings/administrators/<member>/<role>/take")
@access.admin
@once
def take_administration(member: str, role: str) -> ResponseReturnValue:
    """Take back a role that holds everywhere."""
    found = member_of(all_administrators(), member)
    return take(installation(), found.user, role_of(role))
