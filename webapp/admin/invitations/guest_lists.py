"""What was found in a table of guests, and the decision about it."""

from functools import partial

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.invitations.blueprint import blueprint
from webapp.admin.invitations.labels import CHANGED, NOT_SENT
from webapp.admin.wording.labels import LANGUAGES
from webapp.admin.wording.refused_tables import told_of
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http.form_page import attempt, done
from webapp.foundation.http.idempotency import once, refuse
from webapp.registration import queries, services
from webapp.registration.errors import RegistrationClosedError
from webapp.registration.queries.invitations import get_list
from webapp.registration.types import RegistrationAvailability


@blueprint.get("/events/<slug>/invitations/tables/<list_id>")
@access.at_event(Role.ORGANIZER)
def guest_list(slug: str, list_id: str) -> ResponseReturnValue:
    """What was found in a table, and the decision about it."""
    found = get_list(get_event(slug).id, list_id)
    shown = {"event": found.event, "list": found, "languages": LANGUAGES, **told_of(found)}
    return render_template("admin/invitations/guest_list.html", **shown)


@blueprint.post("/events/<slug>/invitations/tables/<list_id>/invite")
@access.at_event(Role.ORGANIZER)
@once
def invite_list(slug: str, list_id: str) -> ResponseReturnValue:
    event = get_event(slug)
    if queries.availability(event, clock.now()) is not RegistrationAvailability.OPEN:
        refuse(str(NOT_SENT[RegistrationClosedError]))
        return redirect(url_for("admin.invitations.invitations", slug=slug), 303)
    back = redirect(url_for("admin.invitations.guest_list", slug=slug, list_id=list_id), 303)
    invite = partial(services.invite_list, guest_list=get_list(event.id, list_id))
    return attempt(invite, lambda: back, NOT_SENT, CHANGED, told="")


@blueprint.post("/events/<slug>/invitations/tables/<list_id>/discard")
@access.at_event(Role.ORGANIZER)
@once
def discard_list(slug: str, list_id: str) -> ResponseReturnValue:
    services.discard_list(guest_list=get_list(get_event(slug).id, list_id))
    return done(_("The list is deleted."), "admin.invitations.invitations", slug=slug)
