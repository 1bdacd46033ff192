"""How many results an event shows."""

from sqlalchemy import literal

from webapp.canvases.models import Canvas
from webapp.canvases.types import CanvasStatus
from webapp.events.surroundings import EVENT, Part, row, tell

_SHOWN = (CanvasStatus.PRESENTED, CanvasStatus.APPROVED)

tell(
    Part.RESULT,
    row(Part.RESULT, literal(0), number=literal(1))
    .select_from(Canvas)
    .where(Canvas.event_id == EVENT, Canvas.status.in_(_SHOWN)),
)
