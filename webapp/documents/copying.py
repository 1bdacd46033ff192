"""Nothing of this room goes along when an event is copied: what was printed is of the event alone."""

from webapp.documents.models import PaperOrder
from webapp.events.copying import FATE, leave_behind

leave_behind(PaperOrder, because=FATE)
