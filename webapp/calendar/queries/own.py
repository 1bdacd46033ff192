"""Private feeds and what stands in them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from webapp.accounts import acting
from webapp.accounts.types import Role
from webapp.calendar.errors import EntryNotFoundError, FeedNotFoundError
from webapp.calendar.models import CalendarFeed, DateList
from webapp.calendar.types import OwnFeed
from webapp.events.models import Event
from webapp.events.queries.loading import IS_KEPT
from webapp.events.queries.seen import SEEN
from webapp.events.types import HostId
from webapp.foundation.database import session
from webapp.foundation.ordering import in_order
from webapp.registration.models import Attendee, Registration
from webapp.registration.types import RegistrationId, RegistrationStatus
from webapp.stations.models import Station, StationChoice

_COMES = (
    RegistrationStatus.CONFIRMED.value,
    RegistrationStatus.WAITING.value,
    RegistrationStatus.REQUESTED.value,
    RegistrationStatus.OFFERED.value,
)


def find_open_feed(kind: OwnFeed, owner: str) -> CalendarFeed | None:
    """The owner's private feed that was not revoked."""
    statement = select(CalendarFeed).where(
        CalendarFeed.kind == kind.value, CalendarFeed.owner == owner, CalendarFeed.revoked_at.is_(None)
    )
    return session().scalar(statement.order_by(CalendarFeed.id.desc()).limit(1))


def get_open_feed(public_id: str) -> CalendarFeed:
    """A private feed that was not revoked; FeedNotFoundError otherwise, whatever the cause."""
    statement = select(CalendarFeed).where(CalendarFeed.public_id == public_id, CalendarFeed.revoked_at.is_(None))
    feed = session().scalar(statement)
    if feed is None:
        raise FeedNotFoundError
    return feed


def get_dates(public_id: str, owner: str) -> DateList:
    """A list of dates that this person brought; EntryNotFoundError for others'."""
    statement = select(DateList).where(DateList.public_id == public_id, DateList.owner == owner)
    dates = session().scalar(statement)
    if dates is None:
        raise EntryNotFoundError
    return dates


def known_dates(titles: Collection[str], hosts: Collection[HostId]) -> set[tuple[str, datetime]]:
    """Title and start of the events with one of these titles; of drafts, only those of these hosts. One query."""
    told = or_(and_(*SEEN), Event.host_id.in_(set(hosts)))
    statement = select(Event.title, Event.starts_at).where(Event.title.in_(set(titles)), told, IS_KEPT)
    return {(title, starts_at) for title, starts_at in session().execute(statement)}


def registrations_of(email_normal: str, since: datetime) -> Sequence[Registration]:
    """What an address that was confirmed, or that the host let in, is registered for, with the events. One query."""
    statement = (
        select(Registration)
        .join(Registration.event)
        .where(
            Registration.email_normal == email_normal,
            Registration.is_proved,
            Registration.status.in_(_COMES),
            Event.ends_at > since,
            *SEEN,
        )
        .options(
            joinedload(Registration.event).joinedload(Event.host),
            joinedload(Registration.event).joinedload(Event.venue),
        )
    )
    return session().scalars(statement.order_by(Event.starts_at, Event.id)).all()


def stations_of(registration_ids: Sequence[RegistrationId]) -> Mapping[RegistrationId, tuple[str, ...]]:
    """The stations that people chose, by registration. One query."""
    statement = (
        select(Attendee.registration_id, Station.title, Station.place)
        .join(StationChoice, StationChoice.attendee_id == Attendee.id)
        .join(Station, Station.id == StationChoice.station_id)
        .where(Attendee.registration_id.in_(registration_ids))
        .distinct()
    )
    found: dict[RegistrationId, list[str]] = defaultdict(list)
    for registration_id, title, place in session().execute(statement):
        found[registration_id].append(f"{title} ({place})" if place else title)
    return {registration_id: tuple(sorted(titles, key=in_order)) for registration_id, titles in found.items()}


def events_of_staff(since: datetime) -> Sequence[Event]:
    """The events that whoever acts organizes, drafts too. One query."""
    held = [each for each in acting.actor().assignments if each.role in {Role.ADMIN, Role.ORGANIZER}]
    if not held:
        return []
    statement = select(Event).where(Event.ends_at > since, IS_KEPT)
    if all(each.organisation_id is not None or each.event_key is not None for each in held):
        hosts = {each.organisation_id for each in held if each.event_key is None}
        keys = {each.event_key for each in held if each.event_key is not None}
        statement = statement.where(or_(Event.host_id.in_(hosts), Event.public_id.in_(keys)))
    around = (joinedload(Event.host), joinedload(Event.venue), joinedload(Event.pool))
    return session().scalars(statement.order_by(Event.starts_at, Event.id).options(*around)).all()
