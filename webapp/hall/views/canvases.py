from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from wtforms import Form

from webapp.accounts import access
from webapp.canvases import services
from webapp.canvases.errors import CanvasConflictError, CanvasInvalidError
from webapp.canvases.template import sections
from webapp.canvases.wording import contribution_text
from webapp.fields.problem_wording import problem_text
from webapp.foundation import clock
from webapp.foundation.errors import InvalidError
from webapp.foundation.http import language
from webapp.foundation.http.idempotency import once
from webapp.hall.blueprint import blueprint
from webapp.hall.canvas_access import OpenCanvas, open_by_token
from webapp.hall.canvas_closed import closed_page
from webapp.hall.canvas_form import Typed, choices_of, form_for, inputs_of, put_problems, read_typed, typed_values

_LARGEST_VERSION = 2**31


@blueprint.route("/canvases/<token>", methods=["GET", "POST"])
@access.by_token
@once
def canvas(token: str) -> ResponseReturnValue:
    """The group's canvas as a form; it works without scripts, and the editor saves it while people type.

    Once the group's link only reads, it is shown for reading.
    """
    opened = open_by_token(token)
    if request.method == "POST":
        return _save(opened)
    if not opened.may_write:
        return closed_page(opened)
    return _form_page(opened, form_for(opened.definitions, opened.canvas.values), opened.canvas.version)


def _form_page(opened: OpenCanvas, form: Form, seen_version: int, status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "hall/canvases/canvas.html",
        canvas=opened.canvas,
        token=opened.token,
        by_right=opened.by_right,
        link_writes=opened.link_writes,
        last_day=opened.last_day,
        form=form,
        seen_version=seen_version,
        sections=sections(),
        lang=language.current(),
        contribution_text=contribution_text,
        definitions=opened.definitions,
    )
    return page, status


def _save(opened: OpenCanvas) -> ResponseReturnValue:
    typed = read_typed(opened.definitions, request.form)
    seen_version = _version(request.form.get("seen_version", type=int))
    try:
        services.save(canvas=opened.canvas, seen_version=seen_version, values=typed, now=clock.now())
    except CanvasInvalidError as refused:
        form = form_for(opened.definitions, opened.canvas.values, request.form)
        put_problems(form, refused.problems)
        return _form_page(opened, form, seen_version, 422)
    except CanvasConflictError as conflict:
        return _conflict_page(opened, conflict, typed)
    flash(_("Saved."), "success")
    return redirect(url_for("hall.canvas", token=opened.token), 303)


def _conflict_page(opened: OpenCanvas, conflict: CanvasConflictError, typed: dict[str, Typed]) -> ResponseReturnValue:
    carried = [pair for one in opened.definitions if one.key in typed for pair in inputs_of(one, typed[one.key])]
    page = render_template(
        "hall/canvases/conflict.html",
        canvas=opened.canvas,
        token=opened.token,
        choices=choices_of(opened.definitions, conflict),
        carried=carried,
        seen_version=conflict.version,
        failed=True,
    )
    return page, 409


@blueprint.route("/canvases/<token>.json", methods=["GET", "PUT"])
@access.by_token
def canvas_json(token: str) -> ResponseReturnValue:
    """The canvas for its editor: nothing new (204) since a version, else all fields and a fresh form token."""
    opened = open_by_token(token)
    if request.method == "PUT":
        return _save_json(opened)
    if request.args.get("since", type=int) == opened.canvas.version:
        return "", 204
    values = typed_values(opened.definitions, opened.canvas.values)
    return jsonify(version=opened.canvas.version, values=values, csrf=generate_csrf())


def _save_json(opened: OpenCanvas) -> ResponseReturnValue:
    seen_version, values = _body()
    try:
        saved = services.save(canvas=opened.canvas, seen_version=seen_version, values=values, now=clock.now())
    except CanvasInvalidError as refused:
        problems = {key: problem_text(problem) for key, problem in refused.problems.items()}
        return jsonify(error=refused.code, fields=problems), 422
    except CanvasConflictError as conflict:
        return _conflict_json(opened, conflict)
    return jsonify(version=saved.version, values=typed_values(opened.definitions, opened.canvas.values))


def _conflict_json(opened: OpenCanvas, conflict: CanvasConflictError) -> ResponseReturnValue:
    choices = choices_of(opened.definitions, conflict)
    body = jsonify(
        error=conflict.code,
        version=conflict.version,
        values=typed_values(opened.definitions, conflict.theirs),
        conflicts={choice.key: {"theirs": choice.theirs, "mine": choice.mine} for choice in choices},
    )
    return body, 409


def _body() -> tuple[int, dict[str, object]]:
    try:
        sent = request.get_json(silent=True)
    except RecursionError:
        sent = None
    if not isinstance(sent, dict) or not isinstance(sent.get("values"), dict):
        raise InvalidError("a canvas is saved as {seen_version, values}")
    return _version(sent.get("seen_version")), sent["values"]


def _version(number: object) -> int:
    if not isinstance(number, int) or isinstance(number, bool) or not -_LARGEST_VERSION <= number < _LARGEST_VERSION:
        raise InvalidError("the seen version is a number")
    return number
