from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.queries import find_link, link_row, link_rows
from webapp.accounts.services import open_access_link, renew_access_link, revoke_access_link
from webapp.accounts.types import LINK, Role
from webapp.admin.door.blueprint import blueprint
from webapp.admin.door.forms.access import AccessLinkForm
from webapp.admin.door.labels import LINK_ROLES
from webapp.admin.door.queries.links import days_a_link_needs
from webapp.admin.paging import MANY
from webapp.checkin.queries import points_of
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http import links
from webapp.foundation.http.form_page import Undo, done, form_page
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.transaction_frame import keep_private
from webapp.foundation.matching import looked_for
from webapp.tickets import qr

if TYPE_CHECKING:
    from webapp.accounts.models import AccessLink
    from webapp.events.models import Event


@blueprint.route("/events/<slug>/access", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def access_links(slug: str) -> ResponseReturnValue:
    event = get_event(slug)
    needed = days_a_link_needs(event, clock.now())
    points = {each.public_id: each.name for each in points_of(event.id)}
    form = AccessLinkForm(default_days=needed.days, parts=points.items())

    def open_link() -> ResponseReturnValue:
        link = open_access_link(event_key=event.public_id, now=clock.now(), **form.changes())
        return redirect(url_for("admin.door.access_link", slug=slug, link_id=link.public_id), 303)

    def show() -> str:
        known, words = link_rows(event.public_id, clock.now()), request.args.get("q", "")
        found = looked_for(words, known, lambda row: f"{row.link.label} {points.get(row.link.part_key, '')}")
        shown = {"event": event, "needed": needed, "roles": LINK_ROLES, "points": points, "words": words}
        return render_template(
            "admin/door/access_links.html", form=form, rows=found, is_long=len(known) > MANY, **shown
        )

    return form_page(form, open_link, show)


@blueprint.get("/events/<slug>/access/<link_id>")
@access.at_event(Role.ORGANIZER)
def access_link(slug: str, link_id: str) -> ResponseReturnValue:
    """One link with its address and code, made again from the row whenever it is asked for."""
    keep_private()
    event = get_event(slug)
    link = _get(event, link_id)
    row = link_row(link, clock.now())
    url = links.absolute("public.sign_in.open_link", token=links.seal(LINK, link.public_id)) if row.is_open else None
    code = qr.svg(url) if url else None
    return render_template("admin/door/access_link.html", event=event, row=row, url=url, code=code, roles=LINK_ROLES)


@blueprint.post("/events/<slug>/access/<link_id>/revoke")
@access.at_event(Role.ORGANIZER)
@once
def revoke_link(slug: str, link_id: str) -> ResponseReturnValue:
    link = _get(get_event(slug), link_id)
    revoke_access_link(link=link, now=clock.now())
    undo = Undo(url_for("admin.door.renew_link", slug=slug, link_id=link_id), _("Create a new link"))
    said = _("The link “%(label)s” no longer works.", label=link.label)
    return done(said, "admin.door.access_links", undo=undo, slug=slug)


@blueprint.post("/events/<slug>/access/<link_id>/renew")
@access.at_event(Role.ORGANIZER)
@once
def renew_link(slug: str, link_id: str) -> ResponseReturnValue:
    """Another one with the same settings; whoever has the old one still can't do anything with it."""
    event = get_event(slug)
    link = _get(event, link_id)
    if link.part_key and link.part_key not in {each.public_id for each in points_of(event.id)}:
        said = _("Its entrance is no longer offered. Please offer it again first, or create another link.")
        return done(said, "admin.door.access_links", kind="warning", slug=slug)
    made = renew_access_link(link=link, now=clock.now())
    said = _("This is a new link with the same settings. The old one stays invalid, so please pass this one on.")
    return done(said, "admin.door.access_link", slug=slug, link_id=made.public_id)


def _get(event: "Event", link_id: str) -> "AccessLink":
    """A link of this event; a right at one event shows no link of another."""
    link = find_link(link_id)
    if link is None or link.event_key != event.public_id:
        abort(404)
    return link
