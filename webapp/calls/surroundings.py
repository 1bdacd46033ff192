"""What an event shows of its pitches."""

from webapp.calls.models import Pitch
from webapp.events.surroundings import EVENT, Part, row, tell

tell(
    Part.PITCH,
    row(Part.PITCH, Pitch.position, Pitch.title, Pitch.acronym, Pitch.summary, Pitch.presenters).where(
        Pitch.event_id == EVENT
    ),
)
