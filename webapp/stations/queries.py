from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from webapp.capacity.queries import levels
from webapp.capacity.types import Level
from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.registration.models import Attendee
from webapp.registration.types import AttendeeId, RegistrationId
from webapp.stations import rules
from webapp.stations.errors import GroupNotFoundError, StationNotFoundError
from webapp.stations.models import Group, GroupMember, Station, StationChoice
from webapp.stations.types import GroupId, StationId


@dataclass(frozen=True, slots=True)
class GroupState:
    """A group with the number of its members; who they are is nobody else's business."""

    group: Group
    members: int


@dataclass(frozen=True, slots=True)
class StationState:
    """A station as it stands: its places, the groups it still takes, its groups in their order."""

    station: Station
    places: Level
    room_for_groups: Level
    groups: tuple[GroupState, ...]


def stations_of(event_id: EventId) -> list[StationState]:
    """All stations of an event in their order, with levels and groups. Four queries, however many there are."""
    statement = (
        select(Station)
        .where(Station.event_id == event_id)
        .order_by(Station.number)
        .options(joinedload(Station.action_field))
    )
    return _states(session().scalars(statement).all())


def with_stations(event_ids: Collection[EventId]) -> set[EventId]:
    """Those of these events that have stations. One query."""
    has_stations = select(Station.event_id).where(Station.event_id.in_(set(event_ids))).distinct()
    return set(session().scalars(has_stations)) if event_ids else set()


def state_of(station: Station) -> StationState:
    """One station as it stands."""
    return _states([station])[0]


def _states(stations: Sequence[Station]) -> list[StationState]:
    now = levels(pool for station in stations for pool in (station.pool_id, station.groups_pool_id))
    groups = _groups_at(station.id for station in stations)
    return [
        StationState(
            station=station,
            places=now[station.pool_id],
            room_for_groups=now[station.groups_pool_id],
            groups=tuple(groups[station.id]),
        )
        for station in stations
    ]


def _groups_at(station_ids: Iterable[StationId]) -> dict[StationId, list[GroupState]]:
    statement = (
        select(Group)
        .where(Group.station_id.in_(set(station_ids)))
        .order_by(Group.number)
        .options(joinedload(Group.pitch))
    )
    groups = session().scalars(statement).all()
    heads = _member_counts(group.id for group in groups)
    found: dict[StationId, list[GroupState]] = defaultdict(list)
    for group in groups:
        found[group.station_id].append(GroupState(group, heads.get(group.id, 0)))
    return found


def _member_counts(group_ids: Iterable[GroupId]) -> dict[GroupId, int]:
    statement = (
        select(GroupMember.group_id, func.count())
        .where(GroupMember.group_id.in_(set(group_ids)))
        .group_by(GroupMember.group_id)
    )
    return {group_id: count for group_id, count in session().execute(statement)}  # noqa: C416 - rows are no pairs to mypy


def get_station(public_id: str) -> Station:
    """The station with its event and field of action; StationNotFoundError when there is none. One query."""
    statement = (
        select(Station)
        .where(Station.public_id == public_id)
        .options(joinedload(Station.event), joinedload(Station.action_field))
    )
    station = session().scalar(statement)
    if station is None or station.event.is_thrown_away:
        raise StationNotFoundError
    return station


def find_by_number(event_id: EventId, number: int) -> Station | None:
    return session().scalar(select(Station).where(Station.event_id == event_id, Station.number == number))


def get_group(station_id: StationId, public_id: str) -> Group:
    """A group of this station; GroupNotFoundError when it has none such."""
    group = session().scalar(select(Group).where(Group.station_id == station_id, Group.public_id == public_id))
    if group is None:
        raise GroupNotFoundError
    return group


def get_group_by_id(group_id: GroupId) -> Group:
    """The group with station, event and pitch. One query."""
    statement = (
        select(Group)
        .where(Group.id == group_id)
        .join(Group.station)
        .options(
            contains_eager(Group.station).options(joinedload(Station.event), joinedload(Station.action_field)),
            joinedload(Group.pitch),
        )
    )
    return session().scalars(statement).one()


def choice_of(attendee_id: AttendeeId) -> Station | None:
    """The station where somebody works, if they chose one."""
    statement = select(Station).join(StationChoice).where(StationChoice.attendee_id == attendee_id)
    return session().scalar(statement)


def choosers_at(event_id: EventId) -> int:
    """How many people have a place at a station of the event. One query."""
    chosen = select(func.count(StationChoice.attendee_id)).join(Station, Station.id == StationChoice.station_id)
    return session().scalar(chosen.where(Station.event_id == event_id)) or 0


def attendees_of(registration_id: RegistrationId) -> Sequence[AttendeeId]:
    """The heads of a registration."""
    return session().scalars(select(Attendee.id).where(Attendee.registration_id == registration_id)).all()


def group_of(attendee_id: AttendeeId) -> Group | None:
    """The group somebody belongs to."""
    return session().scalar(select(Group).join(GroupMember).where(GroupMember.attendee_id == attendee_id))


def first_names(group_id: GroupId) -> list[str]:
    """What the members of a group call each other, for the members only; in the order in which they came.

    Empty for whoever has no name, as in a class.
    """
    statement = (
        select(Attendee.name)
        .join(GroupMember)
        .where(GroupMember.group_id == group_id)
        .order_by(GroupMember.joined_at, Attendee.id)
    )
    return [rules.first_name(name) for name in session().scalars(statement)]
