"""What the desk is told of a decision that can't be made."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from webapp.events.models import Event
from webapp.events.rules import phase
from webapp.events.types import Phase

HAS_CHANGED = _l("The registration has changed in the meantime. Nothing was done.")


_WHY = {
    Phase.POSTPONED: _l("The event has no new date yet. Nothing was changed."),
    Phase.CANCELLED: _l("The event has been cancelled. Nothing was changed."),
    Phase.PAST: _l("The event is over. Nothing was changed."),
    Phase.RUNNING: _l("The event has begun. Nothing was changed."),
}


def closed(event: Event, now: datetime) -> str:
    """Why nothing can be changed while the event stands as it does."""
    return str(_WHY.get(phase(event, now), _l("That isn’t possible at the moment. Nothing was changed.")))
