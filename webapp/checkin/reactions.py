"""What the door does when its event changes. Same transaction as the fact."""

from datetime import datetime

from webapp.accounts.acting import acting_as
from webapp.accounts.types import SYSTEM
from webapp.checkin import queries, rules, services
from webapp.events import queries as events
from webapp.events.facts import EventChanged, EventMoved, EventPostponed
from webapp.events.models import Event
from webapp.foundation import clock, facts
from webapp.tickets import services as tickets
from webapp.tickets.facts import TicketRevoked


@facts.on(EventMoved)
@acting_as(SYSTEM)
def empty_the_hall_of_another_day(fact: EventMoved) -> None:
    """Whoever came when the event was put off to another day comes anew on that day; on the same day they have come."""
    event, now = events.get_event_by_id(fact.event_id), clock.now()
    opens = rules.opens_at(event.starts_at, event.zone)
    if now >= opens or _is_same_day(event, fact.before):
        services.count_anew(event=event, now=now)
        return
    was_earlier = rules.opens_at(fact.before, event.zone) < opens
    ended = fact.before + (event.ends_at - event.starts_at)
    # Of a day that would have been later than the new one nothing is recorded yet.
    _give_up(event, rules.given_up_until(ended, now=now) if was_earlier else now)


@facts.on(EventChanged)
@acting_as(SYSTEM)
def count_by_the_days_that_there_are(fact: EventChanged) -> None:
    """Another end may make other days of it; whoever is inside stays inside."""
    if fact.ended is not None:
        services.count_anew(event=events.get_event_by_id(fact.event_id), now=clock.now())


@facts.on(EventPostponed)
@acting_as(SYSTEM)
def empty_the_hall(fact: EventPostponed) -> None:
    """Nobody is inside of what has no date."""
    event = events.get_event_by_id(fact.event_id)
    _give_up(event, rules.given_up_until(event.ends_at, now=clock.now()))


@facts.on(TicketRevoked)
def void_what_came_before(fact: TicketRevoked) -> None:
    """A place that is given up while nobody can be in stays so, also when the day of an earlier entry comes back."""
    door, now = queries.find_given_up_door(fact.ticket_id), clock.now()
    if door is not None and now < door.counts_from:
        tickets.void_entries(ticket_id=fact.ticket_id, before=now)


def _give_up(event: Event, until: datetime) -> None:
    # Devices hear that they left; here nothing of that day counts any more.
    if inside := queries.everybody_inside(event.id):
        services.see_out(event=event, attendee_ids=inside, now=clock.now())
    services.count_anew(event=event, now=clock.now(), given_up_until=until)


def _is_same_day(event: Event, before: datetime) -> bool:
    return clock.local(event.starts_at, event.zone).date() == clock.local(before, event.zone).date()
