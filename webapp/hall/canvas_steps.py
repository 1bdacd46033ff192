"""A canvas goes from draft over presented to released, and back."""

from flask import abort, flash
from flask_babel import gettext as _

from webapp.canvases.errors import CanvasBlankError, CanvasStateError
from webapp.canvases.models import Canvas
from webapp.canvases.services import set_status
from webapp.canvases.types import CanvasStatus
from webapp.canvases.wording import status_text
from webapp.foundation import clock


def take_step(canvas: Canvas, status: str) -> None:
    """Take the step; says so, or says that somebody else was quicker."""
    if status not in set(CanvasStatus):
        abort(422)
    try:
        set_status(canvas=canvas, status=CanvasStatus(status), now=clock.now())
    except CanvasBlankError:
        flash(
            _("Nothing has been written on the canvas yet. Please fill in at least one field, then release it."),
            "warning",
        )
    except CanvasStateError:
        flash(_("Someone else has changed the status in the meantime."), "warning")
    else:
        flash(_("Canvas status: %(status)s.", status=status_text(status)), "success")
