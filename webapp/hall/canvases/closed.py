"""The canvas of a group whose link only reads now, with what was typed too late."""

from collections.abc import Mapping

from flask import Response, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue

from webapp.canvases.errors import CanvasClosedError
from webapp.canvases.wording import closed_text, contribution_text, sheet
from webapp.fields.types import CHOOSES, Definition
from webapp.foundation import clock
from webapp.foundation.http import language
from webapp.foundation.http.errors import wants_json
from webapp.foundation.http.kept_form import came_from_here
from webapp.foundation.http.typed_texts import typed_texts
from webapp.hall.canvases.access import OpenCanvas, look_by_token
from webapp.hall.canvases.blueprint import blueprint
from webapp.hall.canvases.forms import read_typed, typed_values

_REFUSED = 403


@blueprint.errorhandler(CanvasClosedError)
def refuse_closed(refusal: CanvasClosedError) -> Response:
    """What comes too late is refused, and goes back to whoever typed it."""
    opened = look_by_token((request.view_args or {})["token"])
    if request.method == "PUT" or wants_json():
        return make_response(jsonify(error=refusal.code, message=_reason(opened)), _REFUSED)
    return make_response(closed_page(opened), _REFUSED)


def closed_page(opened: OpenCanvas) -> ResponseReturnValue:
    """The canvas to read, why nobody writes here, whom to ask, and what came too late."""
    return render_template(
        "hall/canvases/closed.html",
        canvas=opened.canvas,
        token=opened.token,
        reason=_reason(opened),
        sheet=sheet(opened.canvas),
        contribution_text=contribution_text,
        definitions=opened.definitions,
        lang=language.current(),
        late=_late(opened),
        failed=request.method == "POST",
    )


def _reason(opened: OpenCanvas) -> str:
    return closed_text(opened.event, clock.now(), opened.last_day)


def _late(opened: OpenCanvas) -> list[tuple[str, str]]:
    """Label and text of what was sent and isn't on the canvas; whatever else was typed comes without a label."""
    if request.method != "POST" or not came_from_here():
        return []
    lang, held = language.current(), typed_values(opened.definitions, opened.canvas.values)
    typed = read_typed(opened.definitions, request.form)
    if not typed:
        return [("", text) for text in typed_texts()]
    return [
        (each.labelled(lang), words)
        for each in opened.definitions
        if each.key in typed and (words := _words(each, typed[each.key])) and words != _words(each, held[each.key])
    ]


def _words(definition: Definition, typed: object) -> str:
    if isinstance(typed, Mapping):
        said = [typed.get("amount"), typed.get("note")]
        return " · ".join(text for each in said if each and (text := str(each).strip()))
    text = str(typed).replace("\r\n", "\n").strip()
    return definition.chosen(text, language.current()) if definition.kind in CHOOSES and text else text
