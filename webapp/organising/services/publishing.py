"""An event is shown to everybody once it has what readers need, and to nobody as long as nobody counts on it."""

from datetime import datetime

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.events.models import Event
from webapp.events.services import publishing
from webapp.events.services.holding import hold
from webapp.events.services.publishing import publish_event, withdraw_event
from webapp.events.types import EventStatus
from webapp.foundation.seen import refuse_unseen
from webapp.organising import queries, rules
from webapp.organising.errors import CountedOnError, NotReadyError
from webapp.registration.queries.figures import is_counted_on
from webapp.registration.services import hold_places


@rights.needs(Role.ORGANIZER)
def publish(*, event: Event, now: datetime, seen: str | None = None) -> Event:
    """Publish an event that has all that readers need; NotReadyError names what is missing. Twice is harmless.

    The questions that were drafted with it are asked from now on. SeenOtherwiseError when anything of it isn't any more
    what was `seen` (`queries.mark_of_event`).
    """
    hold(event)
    if event.status == EventStatus.DRAFT:
        refuse_unseen(seen, queries.mark_of_event(event))
        steps = rules.missing(queries.cockpit(event.slug, now).publishing)
        if steps:
            raise NotReadyError(steps=steps)
    return publish_event(event=event, now=now)


@rights.needs(Role.ORGANIZER)
def take_off_page(*, event: Event, now: datetime) -> Event:
    """Make a published event a draft again; CountedOnError once somebody is registered or invited."""
    _refuse_if_counted_on(event)
    return withdraw_event(event=event, now=now)


@rights.needs(Role.ORGANIZER)
def throw_away(*, event: Event, now: datetime) -> None:
    """Put a draft into the bin; CountedOnError as long as somebody is registered for it all the same."""
    _refuse_if_counted_on(event)
    publishing.throw_away(event=event, now=now)


def _refuse_if_counted_on(event: Event) -> None:
    hold_places(event.id)
    if is_counted_on(event.id):
        raise CountedOnError
