"""What search finds an event by: the pitches on its stage."""

from collections.abc import Iterable

from sqlalchemy import select

from webapp.calls.models import Pitch
from webapp.events.indexing import EVENT, uses
from webapp.events.types import Feature
from webapp.foundation import search
from webapp.foundation.database import session


def _texts(event_id: int) -> Iterable[str]:
    if not uses(event_id, Feature.PITCHES):
        return
    for pitch in session().scalars(select(Pitch).where(Pitch.event_id == event_id)):
        yield from (pitch.title, pitch.acronym, pitch.summary, pitch.vision, pitch.special_feature, *pitch.partners)


search.add_source(EVENT, _texts)
search.watch(
    Pitch,
    EVENT,
    ("title", "acronym", "summary", "vision", "special_feature", "partners"),
    lambda pitch: [pitch.event_id],
)
