"""Who can see one event, and roles at that event alone."""

from typing import TYPE_CHECKING

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access, services
from webapp.accounts.queries import team_of, who_may
from webapp.accounts.types import Role
from webapp.accounts.wording import ROLES
from webapp.admin.team import inviting
from webapp.admin.team.blueprint import blueprint
from webapp.admin.team.changing import take
from webapp.admin.team.forms import GiveRoleForm
from webapp.admin.team.places import event_of, member_of, place_of, role_of
from webapp.admin.team.queries import invited, links_here, onlookers
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http.form_page import done, form_page
from webapp.foundation.http.idempotency import once

if TYPE_CHECKING:
    from webapp.events.models import Event


@blueprint.route("/events/<slug>/team", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def who_sees(slug: str) -> ResponseReturnValue:
    """Everybody who can see the event, with why; and a role here for a colleague."""
    event = get_event(slug)
    team = team_of(event.host_id)
    form = GiveRoleForm(people=[(each.user.public_id, each.user.name) for each in team])

    def give() -> ResponseReturnValue:
        user = member_of(team, form.member.data).user
        services.give_role(user=user, at=event.scope, **form.changes())
        said = _("%(name)s can see this event now.", name=user.name)
        return done(said, "admin.team.who_sees", slug=slug)

    def show() -> str:
        return render_template("admin/team/who_sees.html", form=form, team=team, **_shown(event))

    return form_page(form, give, show)


@blueprint.route("/events/<slug>/team/invite", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def invite_to_event(slug: str) -> ResponseReturnValue:
    return inviting.invite_to(event_of(slug))


@blueprint.post("/events/<slug>/team/invitations/<invitation_id>/send")
@access.at_event(Role.ORGANIZER)
@once
def invite_to_event_again(slug: str, invitation_id: str) -> ResponseReturnValue:
    return inviting.send_again(event_of(slug), invitation_id)


@blueprint.post("/events/<slug>/team/invitations/<invitation_id>/withdraw")
@access.at_event(Role.ORGANIZER)
@once
def withdraw_from_event(slug: str, invitation_id: str) -> ResponseReturnValue:
    return inviting.take_back(event_of(slug), invitation_id)


@blueprint.post("/events/<slug>/team/<member>/<role>/take")
@access.at_event(Role.ORGANIZER)
@once
def take_role_at_event(slug: str, member: str, role: str) -> ResponseReturnValue:
    """Take a role at this event back; those that somebody holds elsewhere stay."""
    event = get_event(slug)
    found = member_of(who_may(event.scope), member)
    return take(place_of(event), found.user, role_of(role))


def _shown(event: "Event") -> dict[str, object]:
    key, now = event.scope.event_key, clock.now()
    return {
        "event": event,
        "place": place_of(event),
        "roles": ROLES,
        "onlookers": onlookers(event.scope),
        "invited": invited(event_key=key, now=now),
        "links": links_here(key, now),
    }
