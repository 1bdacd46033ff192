"""Showing a draft to everybody. Only `webapp.organising` may: it knows whether the event is ready."""

from datetime import datetime

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.events.errors import EventStateError
from webapp.events.facts import EventPublished
from webapp.events.models import Event
from webapp.events.services import invariants
from webapp.events.types import EventStatus
from webapp.foundation import facts
from webapp.foundation.database import session


@rights.needs(Role.ORGANIZER)
def publish_event(*, event: Event, now: datetime) -> Event:
    """Show a draft to everybody; a second time changes nothing. What was cancelled or postponed is refused."""
    if event.status == EventStatus.PUBLISHED:
        return event
    if event.status != EventStatus.DRAFT:
        raise EventStateError
    before = invariants.known(event)
    event.status = EventStatus.PUBLISHED.value
    invariants.keep(event, before, now)  # before it counts as published: nobody has seen an earlier sequence
    event.published_at = now
    session().flush()
    facts.publish(EventPublished(event.id))
    return event
