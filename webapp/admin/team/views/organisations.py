"""The team of an organisation."""

from typing import TYPE_CHECKING

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from flask_login import current_user

from webapp.accounts import access
from webapp.accounts.queries import team_of
from webapp.accounts.types import Role
from webapp.accounts.wording import MEANINGS, ROLES
from webapp.admin.paging import MANY
from webapp.admin.team import inviting
from webapp.admin.team.blueprint import blueprint
from webapp.admin.team.changing import change, take
from webapp.admin.team.forms import ChangeRoleForm
from webapp.admin.team.places import Place, is_me, member_of, organisation_of, role_of
from webapp.admin.team.queries import invited, teams
from webapp.events.queries import events_naming
from webapp.events.services import take_over
from webapp.foundation import clock
from webapp.foundation.http.form_page import done
from webapp.foundation.http.idempotency import once
from webapp.foundation.matching import looked_for

if TYPE_CHECKING:
    from webapp.accounts.queries import Member


@blueprint.get("/settings/team")
@access.staff
def all_teams() -> ResponseReturnValue:
    """The teams of those organisations that one organizes for."""
    return render_template("admin/team/teams.html", teams=teams())


@blueprint.get("/settings/team/<organisation>")
@access.at_organisation(Role.ORGANIZER)
def team(organisation: str) -> ResponseReturnValue:
    """Who works for the organisation, and who was asked to."""
    place = organisation_of(organisation)
    everybody, words = team_of(place.host), request.args.get("q", "")
    members = looked_for(words, everybody, lambda each: f"{each.user.name} {each.user.email}")
    waited_for = invited(organisation_id=place.organisation_id, now=clock.now())
    page = {"place": place, "members": members, "invited": waited_for, "organisation": organisation}
    page |= {"words": words, "is_long": len(everybody) > MANY}
    return render_template("admin/team/team.html", roles=ROLES, **page)


@blueprint.route("/settings/team/<organisation>/invite", methods=["GET", "POST"])
@access.at_organisation(Role.ORGANIZER)
@once
def invite(organisation: str) -> ResponseReturnValue:
    return inviting.invite_to(organisation_of(organisation))


@blueprint.post("/settings/team/<organisation>/invitations/<invitation_id>/send")
@access.at_organisation(Role.ORGANIZER)
@once
def invite_again(organisation: str, invitation_id: str) -> ResponseReturnValue:
    return inviting.send_again(organisation_of(organisation), invitation_id)


@blueprint.post("/settings/team/<organisation>/invitations/<invitation_id>/withdraw")
@access.at_organisation(Role.ORGANIZER)
@once
def withdraw_invitation(organisation: str, invitation_id: str) -> ResponseReturnValue:
    return inviting.take_back(organisation_of(organisation), invitation_id)


@blueprint.get("/settings/team/<organisation>/people/<member>")
@access.at_organisation(Role.ORGANIZER)
def colleague(organisation: str, member: str) -> ResponseReturnValue:
    """What somebody may do for the organisation, and which events name them."""
    place, found = _found(organisation, member)
    held = [(each.role, ChangeRoleForm.beside(each.role)) for each in found.held]
    return render_template(
        "admin/team/colleague.html",
        place=place,
        organisation=organisation,
        user=found.user,
        held=held,
        roles=ROLES,
        meanings=MEANINGS,
        naming=[] if is_me(found.user) else events_naming(found.user.email, now=clock.now()),
    )


@blueprint.post("/settings/team/<organisation>/people/<member>/<role>/change")
@access.at_organisation(Role.ORGANIZER)
@once
def change_role(organisation: str, member: str, role: str) -> ResponseReturnValue:
    """Give a colleague another role instead of this one."""
    place, found = _found(organisation, member)
    return change(place, found.user, role_of(role))


@blueprint.post("/settings/team/<organisation>/people/<member>/<role>/take")
@access.at_organisation(Role.ORGANIZER)
@once
def take_role(organisation: str, member: str, role: str) -> ResponseReturnValue:
    """Take a role back from a colleague."""
    place, found = _found(organisation, member)
    return take(place, found.user, role_of(role))


@blueprint.post("/settings/team/<organisation>/people/<member>/take-over")
@access.at_organisation(Role.ORGANIZER)
@once
def take_over_events(organisation: str, member: str) -> ResponseReturnValue:
    """Be named for questions wherever this colleague is, at all events to come that one organizes."""
    _place, found = _found(organisation, member)
    me = current_user.user
    count = take_over(email=found.user.email, name=me.name, address=me.email, now=clock.now())
    said = ngettext("%(num)s event names you now.", "%(num)s events name you now.", count)
    return done(said, "admin.team.colleague", organisation=organisation, member=member)


def _found(organisation: str, member: str) -> "tuple[Place, Member]":
    place = organisation_of(organisation)
    return place, member_of(team_of(place.host), member)
