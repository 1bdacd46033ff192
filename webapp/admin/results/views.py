from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.results.blueprint import blueprint
from webapp.admin.results.labels import REFUSALS
from webapp.canvases.queries import canvases_of_event, mark_of_canvas
from webapp.canvases.services import set_status
from webapp.canvases.types import LINK, CanvasStatus
from webapp.canvases.wording import status_text
from webapp.events.queries import get_whole_event
from webapp.foundation import clock
from webapp.foundation.http import links
from webapp.foundation.http.form_page import attempt
from webapp.foundation.http.idempotency import once
from webapp.foundation.seen import FIELD as SEEN


@blueprint.get("/events/<slug>/results")
@access.at_event(Role.ORGANIZER)
def results(slug: str) -> ResponseReturnValue:
    """What came of the event: canvases to release, and the measures that it served."""
    event = get_whole_event(slug)
    canvases = canvases_of_event(event.id)
    return render_template(
        "admin/results/results.html",
        event=event,
        canvases=canvases,
        open_ones=sum(canvas.status != CanvasStatus.APPROVED for canvas in canvases),
        seen=mark_of_canvas,
        seal=lambda public_id: links.seal(LINK, public_id),
    )


@blueprint.post("/events/<slug>/results/<canvas_id>/status")
@access.at_event(Role.ORGANIZER)
@once
def set_canvas_status(slug: str, canvas_id: str) -> ResponseReturnValue:
    """Release a canvas for everybody, or take that back."""
    named = [each for each in canvases_of_event(get_whole_event(slug).id) if each.public_id == canvas_id]
    canvas, status = named[0] if named else abort(404), request.form.get("status", "")
    if status not in set(CanvasStatus):
        abort(422)

    def step() -> None:
        set_status(canvas=canvas, status=CanvasStatus(status), now=clock.now(), seen=request.form.get(SEEN))
        flash(_("Canvas status: %(status)s.", status=status_text(status)), "success")

    return attempt(step, lambda: redirect(url_for("admin.results.results", slug=slug), 303), REFUSALS)
