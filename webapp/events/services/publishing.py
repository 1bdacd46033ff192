"""Showing a draft to everybody, to nobody any more, or to nobody at all.

Only `webapp.organising` may: it knows whether the event is ready, and whether somebody counts on it.
"""

from datetime import datetime

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.events import rules
from webapp.events.errors import EventStateError
from webapp.events.facts import EventPublished
from webapp.events.models import Event
from webapp.events.services import invariants
from webapp.events.services.holding import hold
from webapp.events.services.recording import record
from webapp.events.types import ChangeKind, EventStatus, Phase
from webapp.foundation import facts
from webapp.foundation.database import session


@rights.needs(Role.ORGANIZER)
def publish_event(*, event: Event, now: datetime) -> Event:
    """Show a draft to everybody; a second time changes nothing.

    What was cancelled, postponed or thrown away is refused.
    """
    hold(event)
    if event.status == EventStatus.PUBLISHED:
        return event
    if event.status != EventStatus.DRAFT or event.deleted_at is not None:
        raise EventStateError
    before = invariants.known(event)
    event.status = EventStatus.PUBLISHED.value
    invariants.keep(event, before, now)  # before it counts as published: nobody has seen an earlier sequence
    event.published_at = now
    session().flush()
    record(event, ChangeKind.PUBLISHED, now=now)
    facts.publish(EventPublished(event.id))
    return event


@rights.needs(Role.ORGANIZER)
def withdraw_event(*, event: Event, now: datetime) -> Event:
    """Show a published event to nobody any more: it is a draft again; a second time changes nothing."""
    hold(event)
    if event.status == EventStatus.DRAFT:
        return event
    if rules.phase(event, now) != Phase.UPCOMING:
        raise EventStateError
    before = invariants.known(event)
    event.status, event.status_reason = EventStatus.DRAFT.value, ""
    event.moved_from = event.ended_before = None
    invariants.keep(event, before, now)  # its sequence rises: calendars that have it take what is published next
    event.published_at = None
    record(event, ChangeKind.WITHDRAWN, now=now)
    return event


@rights.needs(Role.ORGANIZER)
def throw_away(*, event: Event, now: datetime) -> None:
    """Put a draft into the bin, where nobody finds it and nothing of it happens; a second time changes nothing.

    EventStateError for what readers may have seen: that is taken off the page first, or cancelled.
    """
    hold(event)
    if event.deleted_at is not None:
        return
    if event.status != EventStatus.DRAFT:
        raise EventStateError
    event.deleted_at = now
    record(event, ChangeKind.DELETED, now=now)
    invariants.renew(event)
