from webapp.events.facts import EventCancelled, EventMoved, EventPostponed
from webapp.events.queries import get_event_by_id
from webapp.foundation import clock, facts
from webapp.mail.posting import write_to_all
from webapp.mail.types import MailKind


@facts.on(EventCancelled)
def call_off(fact: EventCancelled) -> None:
    write_to_all(MailKind.EVENT_CANCELLED, get_event_by_id(fact.event_id), reason=fact.reason)


@facts.on(EventPostponed)
def put_off(fact: EventPostponed) -> None:
    write_to_all(MailKind.EVENT_POSTPONED, get_event_by_id(fact.event_id), reason=fact.reason)


@facts.on(EventMoved)
def give_the_new_date(fact: EventMoved) -> None:
    event = get_event_by_id(fact.event_id)
    before = None if fact.before == event.starts_at else clock.local(fact.before, event.zone)
    write_to_all(MailKind.EVENT_MOVED, event, reason=fact.reason, before=before)
