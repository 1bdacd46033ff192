from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.canvases import types as canvas_types
from webapp.canvases.queries import canvases_of_event
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http import links
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.transaction_frame import keep_private
from webapp.hall.canvas_steps import take_step
from webapp.hall.stage.blueprint import blueprint
from webapp.stations.queries import stations_of
from webapp.stations.types import POSTER
from webapp.stations.wording import told_of_places


@blueprint.route("/facilitate/<slug>", methods=["GET", "POST"])
@access.at_event(Role.FACILITATOR)
@once
def facilitate(slug: str) -> ResponseReturnValue:
    """Stations, groups and canvases of an event for its facilitators; marks canvases as presented and released."""
    keep_private()
    event = get_event(slug)
    canvases = canvases_of_event(event.id)
    if request.method == "POST":
        named = [canvas for canvas in canvases if canvas.public_id == request.form.get("canvas")]
        back = redirect(url_for("hall.stage.facilitate", slug=slug), 303)
        return take_step(named[0] if named else abort(404), request.form.get("status", ""), lambda: back)
    return render_template(
        "hall/stage/stage.html",
        event=event,
        states=stations_of(event.id),
        told=told_of_places(event, clock.now()),
        canvases={canvas.group_id: canvas for canvas in canvases},
        seal_station=lambda public_id: links.seal(POSTER, public_id),
        seal_canvas=lambda public_id: links.seal(canvas_types.LINK, public_id),
    )
