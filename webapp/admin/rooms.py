"""Rooms of an event's venue, offered wherever a place is named."""

from webapp.events.models import Event
from webapp.events.queries import rooms_of


def rooms_at(event: Event) -> list[str]:
    """The names of the rooms where the event is held, in their order. One query at most."""
    return [room.name for room in rooms_of(event.venue_id)]
