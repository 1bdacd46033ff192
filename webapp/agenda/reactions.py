"""What the programme does when its event changes. Same transaction as the fact."""

from webapp.agenda import services
from webapp.events import queries as events
from webapp.events.facts import EventShifted
from webapp.foundation import facts


@facts.on(EventShifted)
def move_along(fact: EventShifted) -> None:
    """The programme moves as far as its event."""
    services.move_all(event=events.get_event_by_id(fact.event_id), by=fact.by, now=fact.at)
