"""How an event stands, in the one word that the desk says of it."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from webapp.events.models import Event
from webapp.events.queries import phase_of
from webapp.events.types import Phase
from webapp.registration.queries import availability
from webapp.registration.types import RegistrationAvailability


class State(StrEnum):
    """PUBLISHED: shown to everybody, and nobody has to register."""

    DRAFT = "draft"
    PUBLISHED = "published"
    OPEN = "open"
    CLOSED = "closed"
    FULL = "full"
    RUNNING = "running"
    PAST = "past"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"


class Said(NamedTuple):
    """A state in words, with the colour and the icon of its badge."""

    label: LazyString
    kind: str
    icon: str | None = None


STATES: dict[State, Said] = {
    State.DRAFT: Said(_l("Draft"), "neutral", "edit"),
    State.PUBLISHED: Said(_l("Published"), "success"),
    State.OPEN: Said(_l("Registration open"), "success"),
    State.CLOSED: Said(_l("Registration closed"), "neutral", "lock"),
    State.FULL: Said(_l("Fully booked"), "neutral", "wait"),
    State.RUNNING: Said(_l("Running"), "accent", "play"),
    State.PAST: Said(_l("Past"), "neutral", "check"),
    State.CANCELLED: Said(_l("Cancelled"), "danger"),
    State.POSTPONED: Said(_l("Postponed"), "warning"),
}
_BY_PHASE = {
    Phase.DRAFT: State.DRAFT,
    Phase.RUNNING: State.RUNNING,
    Phase.PAST: State.PAST,
    Phase.CANCELLED: State.CANCELLED,
    Phase.POSTPONED: State.POSTPONED,
}
_BY_OPENING = {RegistrationAvailability.NOT_NEEDED: State.PUBLISHED, RegistrationAvailability.OPEN: State.OPEN}


def state_of(event: Event, now: datetime) -> State:
    """How the event stands. Asks no database."""
    known = _BY_PHASE.get(phase_of(event, now))
    if known is not None:
        return known
    state = _BY_OPENING.get(availability(event, now), State.CLOSED)
    return State.FULL if state is State.OPEN and event.pool.level.free == 0 else state
