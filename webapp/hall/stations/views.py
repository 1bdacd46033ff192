from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.calls.queries import shown_pitches
from webapp.foundation import transaction
from webapp.foundation.http import links
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.transaction_frame import keep_private
from webapp.hall.stations import guests
from webapp.hall.stations.acts import ACTS, seen_otherwise
from webapp.hall.stations.blueprint import blueprint
from webapp.hall.stations.page import Visit, station_page, visit
from webapp.stations.types import POSTER
from webapp.stations.wording import Refusals, refusal_text

_CONFLICT = 409
_UNPROCESSABLE = 422


@blueprint.route("/stations/<token>", methods=["GET", "POST"])
@access.by_token
@once
def station(token: str) -> ResponseReturnValue:
    """The page behind a station's poster: how full it is, taking a place, forming and joining groups."""
    keep_private()
    visiting = visit(token)
    if request.method == "GET":
        return _page(visiting, token)
    if request.form.get("do") == "recognise":
        return _recognise(visiting, token)
    if visiting.guest is None:
        return _page(visiting, token, _("Please enter the code on your ticket first."), _UNPROCESSABLE)
    act = ACTS.get(request.form.get("do", "")) or abort(_UNPROCESSABLE)
    if problem := seen_otherwise(visiting.guest, act, request.form.get("seen", "")):
        return _page(visiting, token, problem, _CONFLICT)
    try:
        flash(act(visiting.guest, visiting.station, request.form), "success")
    except Refusals as refusal:
        transaction.rollback()  # the page shows how things stand, not half of what was asked for
        return _page(visiting, token, refusal_text(refusal), _CONFLICT)
    return redirect(url_for("hall.stations.station", token=token), 303)


def _page(visiting: Visit, token: str, problem: str = "", status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "hall/stations/station.html",
        page=station_page(visiting.station, visiting.guest),
        event=visiting.station.event,
        pitches=shown_pitches(visiting.station.event),
        seal=lambda public_id: links.seal(POSTER, public_id),
        token=token,
        problem=problem,
        failed=bool(problem),
    )
    return page, status


def _recognise(visiting: Visit, token: str) -> ResponseReturnValue:
    if not guests.recognise(visiting.station.event, request.form.get("code", "")):
        problem = _("We don’t recognise this code for this event. You’ll find it below the QR code on your ticket.")
        return _page(visiting, token, problem, _UNPROCESSABLE)
    return redirect(url_for("hall.stations.station", token=token), 303)
