"""What registration does when its event changes. Same transaction as the fact."""

from webapp.events import queries as events
from webapp.events.facts import (
    CapacityChanged,
    EventErased,
    EventMoved,
    EventPostponed,
    EventPublished,
    EventRestored,
    EventShifted,
)
from webapp.foundation import clock, facts
from webapp.registration import services


@facts.on(EventShifted)
def move_windows(fact: EventShifted) -> None:
    """When categories open and close keeps its distance to the start, as the event's own deadline does."""
    services.move_windows(event=events.get_event_by_id(fact.event_id), by=fact.by, now=fact.at)


@facts.on(EventErased)
def forget_its_questions(fact: EventErased) -> None:
    """The questions of an event that is no more are nobody's."""
    services.forget_questions(event_key=fact.public_id)


@facts.on(CapacityChanged)
def move_up(fact: CapacityChanged) -> None:
    """Places that are new go to the first in line."""
    services.move_up(event=events.get_event_by_id(fact.event_id), now=clock.now())


@facts.on(EventPublished)
def ask_what_was_drafted(fact: EventPublished) -> None:
    """From now on people are asked what was drafted with the event."""
    services.ask_draft(event=events.get_event_by_id(fact.event_id), now=clock.now())


def begin_anew(fact: EventMoved | EventRestored) -> None:
    """Whoever has an offer, or has to confirm, has the whole time for it now that there is a date."""
    services.begin_anew(event=events.get_event_by_id(fact.event_id), now=clock.now())


def let_all_unknown_go(fact: EventMoved | EventPostponed) -> None:
    """Who was deleted holds no place of another day; who came on the one that was counts until the door says else."""
    services.let_all_unknown_go(event=events.get_event_by_id(fact.event_id), now=clock.now())


facts.on(EventMoved)(let_all_unknown_go)
facts.on(EventPostponed)(let_all_unknown_go)
facts.on(EventMoved)(begin_anew)
facts.on(EventRestored)(begin_anew)
