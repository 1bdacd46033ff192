"""What registration does when its event changes. Same transaction as the fact."""

from webapp.events import queries as events
from webapp.events.facts import EventShifted
from webapp.foundation import facts
from webapp.registration import services


@facts.on(EventShifted)
def move_windows(fact: EventShifted) -> None:
    """When categories open and close keeps its distance to the start, as the event's own deadline does."""
    services.move_windows(event=events.get_event_by_id(fact.event_id), by=fact.by)
