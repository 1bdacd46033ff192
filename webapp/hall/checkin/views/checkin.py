from typing import TYPE_CHECKING

from flask import Response, jsonify, redirect, render_template, request, url_for
from flask import session as cookie_session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.checkin import outcomes, queries
from webapp.checkin.errors import NobodyToLetInError, NothingToUndoError
from webapp.checkin.types import LONGEST_GATE
from webapp.events.days import today_began
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http import assets, language
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.refusals import STATUS, Said, sentence_of
from webapp.foundation.http.transaction_frame import keep_private
from webapp.hall.checkin import acts as door_acts
from webapp.hall.checkin.blueprint import blueprint
from webapp.hall.checkin.words import practice_labels, verdict_word, words_of
from webapp.tickets import qr

if TYPE_CHECKING:
    from webapp.events.models import Event

_GATE = "gate"
_UNPROCESSABLE = 422
_REFUSALS: Said = {
    NobodyToLetInError: _l("Please check this ticket once more."),
    NothingToUndoError: _l("This check-in has already been undone."),
}


@blueprint.get("/checkin/<slug>")
@access.at_event(Role.DOOR)
def checkin(slug: str) -> ResponseReturnValue:
    """The app of the door. The page itself holds nothing about people, so that a device may keep it."""
    keep_private()
    return render_template(
        "hall/checkin/app.html", event=get_event(slug), longest_gate=LONGEST_GATE, practices=practice_labels()
    )


@blueprint.get("/checkin/<slug>/app.webmanifest")
@access.at_event(Role.DOOR)
def app_manifest(slug: str) -> ResponseReturnValue:
    """What a phone needs to put the app beside its other ones."""
    keep_private()
    event = get_event(slug)
    icons = [{"src": assets.asset_url("site-icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}]
    icons += [
        {"src": assets.asset_url(f"site-icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    answer = jsonify(
        id=url_for("hall.checkin.checkin", slug=slug),
        start_url=url_for("hall.checkin.checkin", slug=slug),
        scope="/checkin/",
        name=_("Check-in: %(title)s", title=event.title),
        short_name=_("Check-in"),
        lang=language.current(),
        display="standalone",
        background_color="#0b5a66",
        theme_color="#0b5a66",
        icons=icons,
    )
    answer.mimetype = "application/manifest+json"
    return answer


@blueprint.get("/checkin/<slug>/practice")
@access.at_event(Role.DOOR)
def practice_tickets(slug: str) -> ResponseReturnValue:
    """Codes to practise with, for a second screen; `assets/checkin/_practice.js` knows what they mean."""
    shown = [(label, qr.svg(f"dialogwerk:practice:{verdict}")) for verdict, label in practice_labels()]
    return render_template("hall/checkin/practice.html", event=get_event(slug), tickets=shown)


@blueprint.get("/worker.js")
@access.public
def worker() -> ResponseReturnValue:
    """What keeps pages at hand without a network. Browsers look for a newer one by themselves, so it has no hash."""
    answer = Response(assets.read("worker.js"), mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    answer.add_etag()
    return answer.make_conditional(request)


@blueprint.route("/checkin/<slug>/code", methods=["GET", "POST"])
@access.at_event(Role.DOOR)
@once
def checkin_by_code(slug: str) -> ResponseReturnValue:
    """The door without any script: typed codes, verdicts, the last scans."""
    keep_private()
    event = get_event(slug)
    if request.method == "GET":
        return _page(event)
    if "gate" in request.form:
        return _named(event, request.form["gate"].strip())
    return _scanned_by_form(event)


def _named(event: "Event", gate: str) -> ResponseReturnValue:
    """The entrance that this device stands at, as somebody typed it."""
    if len(gate) > LONGEST_GATE:
        problem = _("Please shorten this to %(max)d characters at most.", max=LONGEST_GATE)
        return _page(event, gate_problem=problem, typed_gate=gate), _UNPROCESSABLE
    cookie_session[_GATE] = gate
    return redirect(url_for("hall.checkin.checkin_by_code", slug=event.slug), 303)


def _scanned_by_form(event: "Event") -> ResponseReturnValue:
    code, undo = request.form.get("code", "").strip(), request.form.get("undo", "")
    despite = request.form.get("despite", "")
    try:
        if undo:
            scan_id = door_acts.take_back(event, undo, _gate())
        elif despite:
            scan_id = door_acts.let_in_despite(event, despite, _gate())
        elif code:
            scan_id = door_acts.try_code(event, code, _gate())
        else:
            return _page(event, problem=_("Please enter the code on the ticket.")), _UNPROCESSABLE
    except (NothingToUndoError, NobodyToLetInError) as refusal:
        return _page(event, problem=sentence_of(refusal, _REFUSALS) or "", typed=code), STATUS[refusal.kind]
    return redirect(url_for("hall.checkin.checkin_by_code", slug=event.slug, scan=scan_id), 303)


def _gate() -> str:
    return str(cookie_session.get(_GATE, ""))


def _page(event: "Event", problem: str = "", typed: str = "", gate_problem: str = "", typed_gate: str = "") -> str:
    scan = queries.find_scan(event.id, request.args.get("scan", ""))
    outcome = outcomes.shown_outcome(scan, queries.door_of(event)) if scan else None
    return render_template(
        "hall/checkin/by_code.html",
        event=event,
        counts=queries.counts_of(event.id, since=today_began(event, clock.now())),
        recent=queries.recent_scans(event.id),
        words=words_of(outcome, event.zone) if outcome else None,
        despite=scan.id if scan and outcome and outcomes.is_open_to_staff(outcome) else "",
        today=clock.today(event.zone),
        verdict_word=verdict_word,
        gate=_gate(),
        gate_problem=gate_problem,
        typed_gate=typed_gate,
        problem=problem,
        typed=typed,
        failed=bool(problem or gate_problem),
    )
