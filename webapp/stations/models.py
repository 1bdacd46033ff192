from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.calls.models import Pitch
from webapp.calls.types import PitchId
from webapp.capacity.types import PoolId
from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation.database import Model
from webapp.plans.models import ActionField
from webapp.plans.types import FieldId
from webapp.registration.models import Attendee
from webapp.registration.types import AttendeeId
from webapp.stations.types import GroupId, StationId


class Station(Model):
    """A theme station. `pool_id` holds its places, `groups_pool_id` the number of groups it takes."""

    __tablename__ = "station"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[StationId] = mapped_column(Integer, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    event_id: Mapped[EventId] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column()
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    facilitator: Mapped[str] = mapped_column(String(120), default="")
    action_field_id: Mapped[FieldId | None] = mapped_column(ForeignKey("action_field.id"))
    pool_id: Mapped[PoolId] = mapped_column(ForeignKey("pool.id"))
    groups_pool_id: Mapped[PoolId] = mapped_column(ForeignKey("pool.id"))

    event: Mapped[Event] = relationship()
    action_field: Mapped[ActionField | None] = relationship()


class StationChoice(Model):
    """Where an attendee works: at most one station per attendee; changing it moves the place."""

    __tablename__ = "station_choice"

    attendee_id: Mapped[AttendeeId] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"), primary_key=True)
    station_id: Mapped[StationId] = mapped_column(ForeignKey("station.id", ondelete="CASCADE"), index=True)
    chosen_at: Mapped[datetime] = mapped_column()


class MissedWish(Model):
    """Who found no place at the station that they wished for in the form; until they choose one, or leave."""

    __tablename__ = "missed_wish"

    attendee_id: Mapped[AttendeeId] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"), primary_key=True)
    station_id: Mapped[StationId] = mapped_column(ForeignKey("station.id", ondelete="CASCADE"), index=True)


class Group(Model):
    """A small group (Kleingruppe) at a station with the route it takes."""

    __tablename__ = "small_group"
    __table_args__ = (
        UniqueConstraint("station_id", "number"),
        CheckConstraint("(route = 'pitch') = (pitch_id IS NOT NULL)", name="route_names_its_pitch"),
    )

    id: Mapped[GroupId] = mapped_column(Integer, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    station_id: Mapped[StationId] = mapped_column(ForeignKey("station.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column()
    name: Mapped[str] = mapped_column(String(120))
    route: Mapped[str] = mapped_column(String(10))
    pitch_id: Mapped[PitchId | None] = mapped_column(ForeignKey("pitch.id"))
    formed_at: Mapped[datetime] = mapped_column()

    station: Mapped[Station] = relationship()
    pitch: Mapped[Pitch | None] = relationship()
    members: Mapped[list["GroupMember"]] = relationship(cascade="all, delete-orphan")


class GroupMember(Model):
    """An attendee in a group; in one group at a time."""

    __tablename__ = "group_member"
    __table_args__ = (Index("ix_group_member_group_id", "group_id"),)

    attendee_id: Mapped[AttendeeId] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"), primary_key=True)
    group_id: Mapped[GroupId] = mapped_column(ForeignKey("small_group.id", ondelete="CASCADE"))
    joined_at: Mapped[datetime] = mapped_column()

    attendee: Mapped[Attendee] = relationship()
