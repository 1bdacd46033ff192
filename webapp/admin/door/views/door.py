from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.door.blueprint import blueprint
from webapp.admin.door.forms.door import PointForm
from webapp.admin.door.labels import POINT_KINDS
from webapp.admin.door.queries.live import LiveDoor, live_door
from webapp.admin.inputs.controls import options
from webapp.checkin.errors import PointInvalidError
from webapp.checkin.queries import points_of, retired_points_of
from webapp.checkin.queries.live import door_revision
from webapp.checkin.services import add_point, offer_point_again, retire_point
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http import language
from webapp.foundation.http.form_page import Undo, attempt, done, form_page
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.refusals import Said
from webapp.foundation.http.transaction_frame import keep_private
from webapp.stations.queries import stations_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from webapp.checkin.models import CheckPoint
    from webapp.events.models import Event

_NAME_TAKEN: Said = {
    PointInvalidError: _l("There is another one of this name by now. Nothing has been changed."),
}


@blueprint.route("/events/<slug>/door", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def door(slug: str) -> ResponseReturnValue:
    """The doors right now, and where tickets are scanned."""
    keep_private()
    event = get_event(slug)
    form = PointForm()
    stations = {each.station.public_id: each.station for each in stations_of(event.id)}
    form.station.choices = options([("", _("no station")), *((key, each.title) for key, each in stations.items())])

    def add() -> ResponseReturnValue:
        point = add_point(event=event, station=stations.get(form.station.data), **form.changes())
        return done(_("“%(name)s” is ready.", name=point.name), "admin.door.door", slug=slug)

    return form_page(
        form,
        add,
        lambda: render_template(
            "admin/door/door.html",
            event=event,
            form=form,
            live=_live(event),
            points=points_of(event.id),
            retired=retired_points_of(event.id),
            kinds=POINT_KINDS,
        ),
    )


@blueprint.get("/events/<slug>/door/part")
@access.at_event(Role.ORGANIZER)
def door_part(slug: str) -> ResponseReturnValue:
    """What changes on that page, for the one that is open; `at` moves on with time."""
    keep_private()
    event = get_event(slug)
    facts, heard = door_revision(event.id)
    at = quote(request.args.get("at", "")[:12], safe="")
    tag = f"{facts}-{heard.timestamp() if heard else 0}-{at}-{language.current()}"
    if tag in request.if_none_match:
        answer = make_response("", 304)
    else:
        answer = make_response(render_template("admin/door/_door_live.html", event=event, live=_live(event)))
    answer.set_etag(tag)
    return answer


@blueprint.post("/events/<slug>/door/points/<point_id>/retire")
@access.at_event(Role.ORGANIZER)
@once
def retire_check_point(slug: str, point_id: str) -> ResponseReturnValue:
    event = get_event(slug)
    point = _named(points_of(event.id), point_id)
    retire_point(point=point, now=clock.now())
    undo = Undo(url_for("admin.door.offer_check_point_again", slug=slug, point_id=point_id))
    return done(_("“%(name)s” is no longer offered.", name=point.name), "admin.door.door", undo=undo, slug=slug)


@blueprint.post("/events/<slug>/door/points/<point_id>/offer")
@access.at_event(Role.ORGANIZER)
@once
def offer_check_point_again(slug: str, point_id: str) -> ResponseReturnValue:
    """As it was, with whoever was scanned there."""
    event = get_event(slug)
    point = _named([*retired_points_of(event.id), *points_of(event.id)], point_id)
    return attempt(
        lambda: offer_point_again(event=event, point=point),
        lambda: redirect(url_for("admin.door.door", slug=slug), 303),
        _NAME_TAKEN,
        told=_("“%(name)s” is offered again.", name=point.name),
    )


def _named(points: "Iterable[CheckPoint]", public_id: str) -> "CheckPoint":
    return next((each for each in points if each.public_id == public_id), None) or abort(404)


def _live(event: "Event") -> LiveDoor:
    return live_door(event, language.current(), clock.now())
