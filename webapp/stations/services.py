from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, func, select, update

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.calls.models import Pitch
from webapp.capacity.services import book, book_beyond, open_pool, release, resize
from webapp.capacity.types import PoolId
from webapp.events.models import Event
from webapp.events.rules import phase
from webapp.events.scopes import event_scope
from webapp.events.types import Feature
from webapp.foundation import facts, revisions, tokens
from webapp.foundation.database import session
from webapp.foundation.text import lines, one_line
from webapp.plans.types import FieldId
from webapp.registration.models import Attendee, Registration
from webapp.registration.types import AttendeeId
from webapp.stations import queries, rules
from webapp.stations.errors import (
    GroupInvalidError,
    GroupsFullError,
    NoPlaceError,
    NotAtStationError,
    StationFullError,
    StationInvalidError,
    StationsClosedError,
)
from webapp.stations.facts import GroupFormed
from webapp.stations.models import Group, GroupMember, MissedWish, Station, StationChoice
from webapp.stations.types import MOST_GROUPS, Route


@rights.needs(Role.ORGANIZER)
def open_station(  # noqa: PLR0913 - all that a station is, each by its name
    *,
    event: Event,
    number: int,
    title: str,
    capacity: int | None,
    place: str,
    facilitator: str,
    action_field_id: FieldId | None = None,
    summary: str = "",
    most_groups: int = MOST_GROUPS,
) -> Station:
    """A new station of the event with its places and room for groups; its number must be free."""
    if queries.find_by_number(event.id, number) is not None:
        raise StationInvalidError("number taken", fields={"number": "taken"})
    station = Station(
        public_id=tokens.new_id(),
        event_id=event.id,
        event=event,
        number=number,
        title=_titled(title),
        summary=lines(summary),
        place=one_line(place),
        facilitator=one_line(facilitator),
        action_field_id=action_field_id,
        pool_id=open_pool(capacity=capacity),
        groups_pool_id=open_pool(capacity=most_groups),
    )
    session().add(station)
    session().flush()
    _bump(event.slug)
    return station


@rights.needs(Role.ORGANIZER)
def add_station(
    *,
    event: Event,
    title: str,
    capacity: int | None,
    action_field_id: FieldId | None = None,
    summary: str = "",
    place: str = "",
    facilitator: str = "",
) -> Station:
    """A new station behind those that the event has."""
    numbers = [state.station.number for state in queries.stations_of(event.id)]
    return open_station(
        event=event,
        number=max(numbers, default=0) + 1,
        title=title,
        capacity=capacity,
        place=place,
        facilitator=facilitator,
        action_field_id=action_field_id,
        summary=summary,
    )


@rights.needs(Role.ORGANIZER, of="station")
def change_station(
    *,
    station: Station,
    title: str,
    capacity: int | None,
    place: str,
    facilitator: str,
    summary: str,
    action_field_id: FieldId | None,
) -> None:
    """Say anew what a station is; a smaller capacity sends nobody away."""
    station.title = _titled(title)
    station.place = one_line(place)
    station.facilitator = one_line(facilitator)
    station.summary = lines(summary)
    station.action_field_id = action_field_id
    _bump(station.event.slug)
    resize(station.pool_id, capacity=capacity)
    session().flush()


def choose_station(*, attendee: Attendee, station: Station, now: datetime) -> None:
    """Take a place at the station; whoever had one elsewhere moves, or stays there when this one is full."""
    _admit(attendee, station.event, now)
    before = (
        session()
        .execute(select(StationChoice, Station.pool_id).join(Station).where(StationChoice.attendee_id == attendee.id))
        .one_or_none()
    )
    if before is not None and before[0].station_id == station.id:
        return
    _bump(station.event.slug)
    if not _move_place(before[1] if before else None, station.pool_id):
        raise StationFullError
    _leave_group(attendee.id)
    _forget_missed([attendee.id])
    if before is None:
        session().add(StationChoice(attendee_id=attendee.id, station_id=station.id, chosen_at=now))
    else:
        before[0].station_id, before[0].chosen_at = station.id, now
    session().flush()


def wish_for_station(*, attendee: Attendee, station: Station, now: datetime) -> None:
    """As `choose_station`; that it was full is kept, so that pages and letters say so to this one."""
    try:
        choose_station(attendee=attendee, station=station, now=now)
    except StationFullError:
        session().merge(MissedWish(attendee_id=attendee.id, station_id=station.id))
        session().flush()


def leave_station(*, attendee: Attendee, now: datetime) -> None:
    """Give the place back and leave the group, while stations are open; does nothing for whoever has no place."""
    _check_open(attendee.registration.event, now)
    _lock(attendee)
    vacate(attendee_ids=[attendee.id])


def vacate(*, attendee_ids: Iterable[AttendeeId]) -> None:
    """Give back all places of these attendees. Their registration must be locked by whoever asks."""
    ids = set(attendee_ids)
    _forget_missed(ids)
    held = (
        session()
        .execute(
            select(Station.pool_id, Event.slug)
            .join(StationChoice)
            .join(Station.event)
            .where(StationChoice.attendee_id.in_(ids))
        )
        .all()
    )
    if not held:
        return
    _bump(*{row.slug for row in held})
    session().execute(delete(GroupMember).where(GroupMember.attendee_id.in_(ids)))
    session().execute(delete(StationChoice).where(StationChoice.attendee_id.in_(ids)))
    release(Counter(row.pool_id for row in held))


def pass_on(*, before: AttendeeId, after: AttendeeId) -> None:
    """Let one head have the place and the group of another one, without the place being free in between."""
    _forget_missed([before])
    session().execute(update(StationChoice).where(StationChoice.attendee_id == before).values(attendee_id=after))
    session().execute(update(GroupMember).where(GroupMember.attendee_id == before).values(attendee_id=after))


def form_group(*, station: Station, name: str, route: Route, pitch: Pitch | None = None, now: datetime) -> Group:
    """A new group at the station with the next number, while the station takes groups; its canvas opens with it."""
    _check_open(station.event, now)
    called = rules.group_name(name, pitch.title if pitch else None)
    if not rules.names_its_pitch(route, has_pitch=pitch is not None) or (
        pitch is not None and pitch.event_id != station.event_id
    ):
        raise GroupInvalidError("route and pitch don't fit", fields={"pitch": "missing"})
    if (problem := rules.name_problem(called)) is not None:
        raise GroupInvalidError("a group needs a name that fits", fields={"name": problem})
    if not book({station.groups_pool_id: 1}):
        raise GroupsFullError
    group = Group(
        public_id=tokens.new_id(),
        station_id=station.id,
        number=_next_number(station),
        name=called,
        route=route.value,
        pitch_id=pitch.id if pitch else None,
        formed_at=now,
    )
    session().add(group)
    session().flush()
    facts.publish(GroupFormed(group.id))
    _bump(station.event.slug)
    return group


def join_group(*, attendee: Attendee, group: Group, now: datetime) -> None:
    """Work in this group, and in no other; only for whoever chose its station."""
    _admit(attendee, group.station.event, now)
    choice = session().get(StationChoice, attendee.id, populate_existing=True)
    if choice is None or choice.station_id != group.station_id:
        raise NotAtStationError
    member = session().get(GroupMember, attendee.id, populate_existing=True)
    if member is not None and member.group_id == group.id:
        return
    if member is None:
        session().add(GroupMember(attendee_id=attendee.id, group_id=group.id, joined_at=now))
    else:
        member.group_id, member.joined_at = group.id, now
    session().flush()
    _bump(group.station.event.slug)


def leave_group(*, attendee: Attendee, now: datetime) -> None:
    """Leave the group and keep the place at the station, while stations are open; others may take the group up."""
    group = queries.group_of(attendee.id)
    if group is not None:
        _check_open(group.station.event, now)
        _leave_group(attendee.id)
        _bump(group.station.event.slug)


def _leave_group(attendee_id: AttendeeId) -> None:
    session().execute(delete(GroupMember).where(GroupMember.attendee_id == attendee_id))


def _forget_missed(attendee_ids: Iterable[AttendeeId]) -> None:
    session().execute(delete(MissedWish).where(MissedWish.attendee_id.in_(attendee_ids)))


def _admit(attendee: Attendee, event: Event, now: datetime) -> None:
    _check_open(event, now)
    status, event_id = _lock(attendee)
    # Whoever was taken off the registration while this request waited for the lock is no guest any more.
    left_at = session().scalar(select(Attendee.left_at).where(Attendee.id == attendee.id))
    if event_id != event.id or not rules.is_entitled(status) or left_at is not None:
        raise NoPlaceError


def _check_open(event: Event, now: datetime) -> None:
    if not event.uses(Feature.STATIONS):
        raise StationsClosedError(None)
    if not rules.are_open(status=event.status, ends_at=event.ends_at, now=now):
        raise StationsClosedError(phase(event, now))


def _lock(attendee: Attendee) -> tuple[str, int]:
    # Choosing twice at a time and choosing while the registration is cancelled wait for each other here.
    row = (
        session()
        .execute(
            select(Registration.status, Registration.event_id)
            .where(Registration.id == attendee.registration_id)
            .with_for_update(key_share=True)
        )
        .one()
    )
    return row.status, row.event_id


def _move_place(before: PoolId | None, to: PoolId) -> bool:
    """Take a place of `to` and give `before` back, touching the pools in id order so that no two moves form a ring."""
    if before is None or to < before:
        if not book({to: 1}):
            return False
        if before is not None:
            release({before: 1})
        return True
    release({before: 1})
    if book({to: 1}):
        return True
    book_beyond({before: 1})  # the place was never anybody else's: the row is ours until the end of the transaction
    return False


def _next_number(station: Station) -> int:
    # The booking before has locked the station's room for groups: nobody else counts now.
    highest = session().scalar(select(func.max(Group.number)).where(Group.station_id == station.id))
    return (highest or 0) + 1


def _titled(title: str) -> str:
    titled = one_line(title)
    if not titled:
        raise StationInvalidError("a station needs a title", fields={"title": "missing"})
    return titled


def _bump(*slugs: str) -> None:
    # Before places of stations are touched: whoever registers or joins has bumped the event's page by then as well,
    # and two that go on in the other order would wait in a ring.
    revisions.bump(*(event_scope(slug) for slug in slugs))
