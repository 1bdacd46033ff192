from typing import Protocol

from webapp.events.facts import (
    EventCancelled,
    EventChanged,
    EventMoved,
    EventPostponed,
    EventPublished,
    EventRestored,
    EventRestoredUndated,
    EventRetimed,
)
from webapp.events.queries import get_event_by_id
from webapp.events.types import Audience, EventId
from webapp.foundation import clock, facts
from webapp.mail.letters.telling import write_to_all
from webapp.mail.mailings import announcing as _announcing  # noqa: F401 - makes its job known to the worker
from webapp.mail.mailings.services import reschedule
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


@facts.on(EventChanged)
def tell_what_changed(fact: EventChanged) -> None:
    """The end or the place. A link alone is news for whoever may join by it."""
    event = get_event_by_id(fact.event_id)
    ended = clock.local(fact.ended, event.zone) if fact.ended else None
    by_link = fact.ended is None and fact.was_at is not None and fact.was_at.venue_id == event.venue_id
    coming = by_link or fact.audience is Audience.COMING
    write_to_all(MailKind.EVENT_CHANGED, event, reason=fact.reason, before=ended, was_at=fact.was_at, coming=coming)


def take_the_cancellation_back(fact: EventRestored | EventRestoredUndated) -> None:
    write_to_all(MailKind.EVENT_RESTORED, get_event_by_id(fact.event_id), reason=fact.reason)


_restorations: tuple[type[EventRestored | EventRestoredUndated], ...] = (EventRestored, EventRestoredUndated)
for _of_a_restoration in _restorations:
    facts.on(_of_a_restoration)(take_the_cancellation_back)


class _OfAnEvent(Protocol):
    @property
    def event_id(self) -> EventId: ...


def plan_again(fact: _OfAnEvent) -> None:
    """Reminders and thanks follow their event."""
    reschedule(event=get_event_by_id(fact.event_id))


_dates: tuple[type[_OfAnEvent], ...] = (
    EventPublished,
    EventCancelled,
    EventPostponed,
    EventRetimed,
    EventMoved,
    EventRestored,
)
for _of_a_date in _dates:
    facts.on(_of_a_date)(plan_again)
