"""An event is shown to everybody once it has what readers need."""

from datetime import datetime

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.events.models import Event
from webapp.events.services.publishing import publish_event
from webapp.events.types import EventStatus
from webapp.organising import queries, rules
from webapp.organising.errors import NotReadyError


@rights.needs(Role.ORGANIZER)
def publish(*, event: Event, now: datetime) -> Event:
    """Publish an event that has all that readers need; NotReadyError names what is missing. Twice is harmless.

    The questions that were drafted with it are asked from now on.
    """
    if event.status == EventStatus.DRAFT:
        steps = rules.missing(queries.cockpit(event.slug, now).publishing)
        if steps:
            raise NotReadyError(steps=steps)
    return publish_event(event=event, now=now)
