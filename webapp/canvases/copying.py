"""Nothing of this room goes along when an event is copied: canvases are what groups worked out."""

from webapp.canvases.models import Canvas, CanvasLink, CanvasRevision
from webapp.events.copying import PEOPLE, leave_behind

leave_behind(Canvas, CanvasLink, CanvasRevision, because=PEOPLE)
