from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp.accounts.types import Scope
from webapp.events.errors import EventNotFoundError
from webapp.events.models import Event
from webapp.events.types import EventStatus
from webapp.foundation.database import session


def find_scope(slug: str) -> Scope | None:
    """What rights at the event with this slug are asked for."""
    row = session().execute(select(Event.public_id, Event.host_id).where(Event.slug == slug)).one_or_none()
    return Scope(event_key=row.public_id, organisation_id=row.host_id) if row else None


def find_slug(event_key: str) -> str | None:
    """The slug of the event with this public id."""
    return session().scalar(select(Event.slug).where(Event.public_id == event_key))


def get_event(slug: str) -> Event:
    """The event with host, venue and pool, whatever its state; EventNotFoundError when there is none. One query."""
    statement = (
        select(Event)
        .where(Event.slug == slug)
        .options(joinedload(Event.host), joinedload(Event.venue), joinedload(Event.pool))
    )
    event = session().scalar(statement)
    if event is None:
        raise EventNotFoundError
    return event


def get_public_event(slug: str) -> Event:
    """As `get_event`, for readers: a draft does not exist."""
    event = get_event(slug)
    if event.status == EventStatus.DRAFT:
        raise EventNotFoundError
    return event
