"""A canvas goes from draft over presented to released, and back."""

from collections.abc import Callable

from flask import abort, flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.canvases.errors import CanvasBlankError, CanvasStateError
from webapp.canvases.models import Canvas
from webapp.canvases.services import set_status
from webapp.canvases.types import CanvasStatus
from webapp.canvases.wording import status_text
from webapp.foundation import clock
from webapp.foundation.http.form_page import attempt
from webapp.foundation.http.refusals import Said

_REFUSALS: Said = {
    CanvasBlankError: _l(
        "Nothing has been written on the canvas yet. Please fill in at least one field, then release it."
    ),
    CanvasStateError: _l("Someone else has changed the status in the meantime."),
}


def take_step(canvas: Canvas, status: str, back: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    """Take the step and go back; the page says so, or that somebody else was quicker."""
    if status not in set(CanvasStatus):
        abort(422)

    def step() -> None:
        set_status(canvas=canvas, status=CanvasStatus(status), now=clock.now())
        flash(_("Canvas status: %(status)s.", status=status_text(status)), "success")

    return attempt(step, back, _REFUSALS)
