"""Why a canvas can't be released."""

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from webapp.canvases.errors import CanvasBlankError, CanvasStateError
from webapp.foundation.seen import SeenOtherwiseError

if TYPE_CHECKING:
    from webapp.foundation.http.refusals import Said

REFUSALS: "Said" = {
    CanvasBlankError: _l("Nothing has been written on the canvas yet, so there is nothing to release."),
    SeenOtherwiseError: _l(
        "This canvas has changed since you saw it. Please open it and look at it again; nothing was released."
    ),
    CanvasStateError: _l("Someone else has changed the status in the meantime."),
}
