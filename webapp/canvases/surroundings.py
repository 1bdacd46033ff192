"""How many results an event shows."""

from sqlalchemy import literal

from webapp.canvases.models import Canvas
from webapp.canvases.queries import IS_SHOWN
from webapp.events.surroundings import EVENT, Part, row, tell

tell(
    Part.RESULT,
    row(Part.RESULT, literal(0), number=literal(1)).select_from(Canvas).where(Canvas.event_id == EVENT, IS_SHOWN),
)
