"""Status changes of an event: cancelled, restored, postponed, given a new date."""

from datetime import datetime

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.events import rules
from webapp.events.errors import EventStateError, ReasonMissingError, SpanInvalidError
from webapp.events.facts import (
    EventCancelled,
    EventMoved,
    EventPostponed,
    EventRestored,
    EventRestoredUndated,
)
from webapp.events.models import Event
from webapp.events.services import invariants
from webapp.events.services.changing import apply_changes
from webapp.events.services.holding import hold
from webapp.events.services.recording import noted, record
from webapp.events.types import ChangeKind, EventStatus, Phase
from webapp.foundation import facts
from webapp.foundation.text import one_line

_MOVES = ("starts_at", "ends_at", "registration_closes_at")
_NOT_CALLED_OFF = frozenset({EventStatus.PUBLISHED, EventStatus.POSTPONED})


@rights.needs(Role.ORGANIZER)
def cancel_event(*, event: Event, now: datetime, reason: str) -> Event:
    """Call a published or postponed event off, with a reason; a second time changes nothing."""
    hold(event)
    if event.status == EventStatus.CANCELLED:
        return event
    reason = _checked(event, now, reason)
    before = invariants.known(event)
    event.postponed_for = event.status_reason if event.status == EventStatus.POSTPONED else None
    event.status, event.status_reason = EventStatus.CANCELLED.value, reason
    invariants.keep(event, before, now)
    record(event, ChangeKind.CANCELLED, now=now, reason=reason)
    facts.publish(EventCancelled(event.id, reason))
    return event


@rights.needs(Role.ORGANIZER)
def restore_event(*, event: Event, now: datetime, reason: str) -> Event:
    """Let a cancelled event take place after all, as it stood before and with everybody who was registered.

    On its old date; or, where it had come off that, without one until it gets it.
    """
    hold(event)
    if event.status in _NOT_CALLED_OFF:
        return event
    if not rules.may_be_restored(event, now):
        raise EventStateError
    said = one_line(reason)
    if not said:
        raise ReasonMissingError
    before, had_no_date_for = invariants.known(event), event.postponed_for
    # The reason is that of the restoration: it must not stand under a move of before, nor under what is postponed.
    event.status, event.status_reason, event.moved_from = EventStatus.PUBLISHED.value, said, None
    event.ended_before, event.postponed_for = None, None
    if had_no_date_for is not None:
        event.status, event.status_reason = EventStatus.POSTPONED.value, had_no_date_for
    invariants.keep(event, before, now)
    record(event, ChangeKind.RESTORED, now=now, reason=said)
    has_date = event.status == EventStatus.PUBLISHED
    facts.publish(EventRestored(event.id, said) if has_date else EventRestoredUndated(event.id, said))
    return event


@rights.needs(Role.ORGANIZER)
def postpone_event(
    *,
    event: Event,
    now: datetime,
    reason: str,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> Event:
    """Move a published event to a new date, or take it off its date while the new one isn't known."""
    hold(event)
    if event.status == EventStatus.CANCELLED:
        raise EventStateError
    reason = _checked(event, now, reason)
    if starts_at is None and ends_at is None:
        return _take_off(event, now, reason)
    if starts_at is None or ends_at is None:
        raise SpanInvalidError
    return _give_date(event, now, reason, (starts_at, ends_at))


def _take_off(event: Event, now: datetime, reason: str) -> Event:
    if event.status == EventStatus.POSTPONED:
        return event
    before = invariants.known(event)
    event.status, event.status_reason = EventStatus.POSTPONED.value, reason
    invariants.keep(event, before, now)
    record(event, ChangeKind.POSTPONED, now=now, reason=reason)
    facts.publish(EventPostponed(event.id, reason))
    return event


def _give_date(event: Event, now: datetime, reason: str, span: tuple[datetime, datetime]) -> Event:
    if (event.starts_at, event.ends_at) == span:
        if event.status == EventStatus.POSTPONED:
            _put_back(event, now, reason)
        return event
    was_off = event.status == EventStatus.POSTPONED
    event.status, event.status_reason = EventStatus.PUBLISHED.value, reason
    with noted(event, ChangeKind.MOVED, now=now, reason=reason, names=_MOVES):
        return apply_changes(event, now, reason, {"starts_at": span[0], "ends_at": span[1]}, was_off=was_off)


def _put_back(event: Event, now: datetime, reason: str) -> None:
    before = invariants.known(event)
    event.status, event.status_reason, event.moved_from = EventStatus.PUBLISHED.value, reason, None
    event.ended_before = None
    invariants.keep(event, before, now)
    record(event, ChangeKind.MOVED, now=now, reason=reason)
    facts.publish(EventMoved(event.id, event.starts_at, reason))


def _checked(event: Event, now: datetime, reason: str) -> str:
    if rules.phase(event, now) in {Phase.DRAFT, Phase.PAST}:
        raise EventStateError
    said = one_line(reason)
    if not said:
        raise ReasonMissingError
    return said
