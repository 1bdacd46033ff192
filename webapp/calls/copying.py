"""Nothing of this room goes along when an event is copied: pitches are of people who come once."""

from webapp.calls.models import Pitch
from webapp.events.copying import PEOPLE, leave_behind

leave_behind(Pitch, because=PEOPLE)
