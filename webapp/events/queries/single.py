"""One event."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from webapp.accounts.types import Scope
from webapp.events.errors import EventNotFoundError
from webapp.events.models import Event, EventMeasure, EventPartner, FormerAddress
from webapp.events.queries.loading import AROUND, IS_KEPT
from webapp.events.rules import phase, tells_all_where_to_join
from webapp.events.types import EventId, EventStatus, Phase
from webapp.foundation.database import session
from webapp.plans.models import ActionField, Goal, Measure, Specification

_THREAD = (
    joinedload(EventMeasure.measure)
    .joinedload(Measure.specification)
    .joinedload(Specification.goal)
    .joinedload(Goal.field)
    .joinedload(ActionField.plan)
)
# Made once: these are asked with nearly every page, and putting a statement together takes longer than running it.
_BY_SLUG = select(Event).where(Event.slug == bindparam("slug"), IS_KEPT).options(*AROUND)
_BY_ID = select(Event).where(Event.id == bindparam("event_id"), IS_KEPT).options(*AROUND)
_SCOPE = select(Event.public_id, Event.host_id).where(Event.slug == bindparam("slug"), IS_KEPT)


def find_scope(slug: str) -> Scope | None:
    """What rights at the event with this slug are asked for."""
    row = session().execute(_SCOPE, {"slug": slug}).one_or_none()
    return Scope(event_key=row.public_id, organisation_id=row.host_id) if row else None


def find_scope_in_bin(slug: str) -> Scope | None:
    """What rights at the event with this slug are asked for while it lies in the bin."""
    binned = select(Event.public_id, Event.host_id).where(Event.slug == slug, ~IS_KEPT)
    row = session().execute(binned).one_or_none()
    return Scope(event_key=row.public_id, organisation_id=row.host_id) if row else None


def find_slug(event_key: str) -> str | None:
    """The slug of the event with this public id."""
    return session().scalar(select(Event.slug).where(Event.public_id == event_key, IS_KEPT))


def find_event_by_key(event_key: str) -> Event | None:
    """The event with this public id, which roles and links name; None for what lies in the bin. One query."""
    return session().scalar(select(Event).where(Event.public_id == event_key, IS_KEPT).options(*AROUND))


def find_slug_now(slug: str) -> str | None:
    """The slug of the event that had this one before it was renamed as a draft."""
    had = select(Event.slug).join(FormerAddress, FormerAddress.event_id == Event.id)
    return session().scalar(had.where(FormerAddress.slug == slug, IS_KEPT))


def get_event(slug: str) -> Event:
    """The event with host, venue and pool, whatever its state; EventNotFoundError when there is none. One query.

    What lies in the bin isn't there, here as in all that reads events; `thrown_away` knows of it.
    """
    return _found(session().scalar(_BY_SLUG, {"slug": slug}))


def get_public_event(slug: str) -> Event:
    """As `get_event`, for readers: a draft does not exist."""
    event = get_event(slug)
    if event.status == EventStatus.DRAFT:
        raise EventNotFoundError
    return event


def get_whole_event(slug: str) -> Event:
    """As `get_event`, with partners and with measures up to their plans. Three queries."""
    statement = (
        select(Event)
        .where(Event.slug == slug, IS_KEPT)
        .options(
            *AROUND,
            selectinload(Event.partners).joinedload(EventPartner.organisation),
            selectinload(Event.measures).options(_THREAD),
        )
    )
    return _found(session().scalar(statement))


def get_event_by_id(event_id: EventId) -> Event:
    """The event that a fact names, with host, venue and pool. One query."""
    return _found(session().scalar(_BY_ID, {"event_id": event_id}))


def is_joined_by_all(event: Event) -> bool:
    """Whether everybody learns how to join online."""
    return tells_all_where_to_join(event.conference_url, event.features)


def phase_of(event: Event, now: datetime) -> Phase:
    """Where the event stands."""
    return phase(event, now)


def _found(event: Event | None) -> Event:
    if event is None:
        raise EventNotFoundError
    return event
