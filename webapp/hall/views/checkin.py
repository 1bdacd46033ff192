import uuid
from typing import Any

from flask import jsonify, redirect, render_template, request, url_for
from flask import session as cookie_session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.checkin import outcomes, queries
from webapp.checkin.errors import NothingToUndoError
from webapp.checkin.types import LONGEST_GATE
from webapp.events.queries import get_event
from webapp.foundation import clock, transaction
from webapp.foundation.http.frame import keep_private
from webapp.foundation.http.once import once
from webapp.hall import checkin_scans
from webapp.hall.blueprint import blueprint
from webapp.hall.checkin_counts import counts_after
from webapp.hall.checkin_words import verdict_word, words_of

_GATE = "gate"
_UNPROCESSABLE, _CONFLICT = 422, 409


@blueprint.route("/checkin/<slug>", methods=["GET", "POST"])
@access.at_event(Role.DOOR)
@once
def checkin(slug: str) -> ResponseReturnValue:
    """The door: camera, typed code, verdict, the last scans. All but the camera works without scripts."""
    keep_private()
    if request.method == "GET":
        return _page(slug)
    if "gate" in request.form:
        cookie_session[_GATE] = request.form["gate"].strip()[:LONGEST_GATE]
        return redirect(url_for("hall.checkin", slug=slug), 303)
    return _scanned_by_form(slug)


def _scanned_by_form(slug: str) -> ResponseReturnValue:
    code, undo = request.form.get("code", "").strip(), request.form.get("undo", "")
    if not code and not undo:
        return _page(slug, problem=_("Please type the code that stands on the ticket.")), _UNPROCESSABLE
    body = {"id": str(uuid.uuid4()), "shown": code, "undo": undo, "gate": cookie_session.get(_GATE, "")}
    sent = checkin_scans.read_sent(body)
    try:
        checkin_scans.record(queries.get_door(slug), sent, now=clock.now())
    except NothingToUndoError:
        return _page(slug, problem=_("This entry was taken back already.")), _CONFLICT
    return redirect(url_for("hall.checkin", slug=slug, scan=sent.id), 303)


def _page(slug: str, problem: str = "") -> str:
    event = get_event(slug)
    scan = queries.find_scan(event.id, request.args.get("scan", ""))
    return render_template(
        "hall/checkin/checkin.html",
        event=event,
        counts=queries.counts_of(event.id),
        recent=queries.recent_scans(event.id),
        words=words_of(outcomes.recorded_outcome(scan), event.zone) if scan else None,
        verdict_word=verdict_word,
        gate=cookie_session.get(_GATE, ""),
        longest_gate=LONGEST_GATE,
        problem=problem,
        failed=bool(problem),
    )


@blueprint.post("/checkin/<slug>/scans")
@access.at_event(Role.DOOR)
def scan(slug: str) -> ResponseReturnValue:
    """One scan from the page's script, as JSON; sent again with the same id it gets the same answer."""
    keep_private()
    now, sent = clock.now(), checkin_scans.read_sent(_body())
    with transaction.reading_first():
        door = queries.get_door(slug)
    outcome = checkin_scans.record(door, sent, now=now)
    words, counts = words_of(outcome, door.zone), counts_after(door.id, sent.id, outcome)
    return jsonify(
        id=sent.id,
        kind=words.kind,
        word=words.word,
        name=words.name,
        detail=words.detail,
        at=clock.local(now, door.zone).strftime("%H:%M"),
        can_undo=words.kind == "ok",
        present=counts.present,
        expected=counts.expected,
    )


def _body() -> Any:
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None
