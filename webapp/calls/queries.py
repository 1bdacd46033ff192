from collections.abc import Sequence

from sqlalchemy import select

from webapp.calls.models import Pitch
from webapp.events.models import Event
from webapp.events.types import EventId, Feature
from webapp.foundation.database import session


def pitches_of(event_id: EventId) -> Sequence[Pitch]:
    """The event's pitches in the order of the stage. One query."""
    statement = select(Pitch).where(Pitch.event_id == event_id).order_by(Pitch.position, Pitch.id)
    return session().scalars(statement).all()


def shown_pitches(event: Event) -> Sequence[Pitch]:
    """The pitches as everybody may see them: none where the event uses none. At most one query."""
    return pitches_of(event.id) if event.uses(Feature.PITCHES) else []
