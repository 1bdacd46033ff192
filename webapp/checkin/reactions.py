"""What the door does when its event changes. Same transaction as the fact."""

from webapp.accounts.types import SYSTEM
from webapp.checkin import queries, rules, services
from webapp.events import queries as events
from webapp.events.facts import EventMoved, EventPostponed
from webapp.events.types import EventId
from webapp.foundation import clock, facts


@facts.on(EventMoved)
def empty_the_hall_of_another_day(fact: EventMoved) -> None:
    """Whoever was inside when the event was put off to another day comes in anew on that day."""
    event = events.get_event_by_id(fact.event_id)
    if clock.now() < rules.opens_at(event.starts_at, event.zone):
        _empty(fact.event_id)


@facts.on(EventPostponed)
def empty_the_hall(fact: EventPostponed) -> None:
    """Nobody is inside of what has no date."""
    _empty(fact.event_id)


def _empty(event_id: EventId) -> None:
    if inside := queries.everybody_inside(event_id):
        event = events.get_event_by_id(event_id)
        services.see_out(event=event, attendee_ids=inside, actor=SYSTEM, now=clock.now())
