from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.checkin.types import EVERYWHERE, CheckInId, CheckPointId
from webapp.events.types import EventId
from webapp.foundation.database import Model
from webapp.stations.models import Station
from webapp.stations.types import StationId
from webapp.tickets.types import TicketId


class CheckPoint(Model):
    """Where tickets are scanned: a gate of the event, or a room (or station) that counts by itself who is in it."""

    __tablename__ = "check_point"
    __table_args__ = (Index("ix_check_point_event_id_position", "event_id", "position"),)

    id: Mapped[CheckPointId] = mapped_column(Integer, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    event_id: Mapped[EventId] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(60))
    capacity: Mapped[int | None] = mapped_column()
    station_id: Mapped[StationId | None] = mapped_column(ForeignKey("station.id", ondelete="SET NULL"))
    position: Mapped[int] = mapped_column()
    retired_at: Mapped[datetime | None] = mapped_column()

    station: Mapped[Station | None] = relationship()


class DoorLog(Model):
    """The number of the last fact of an event's doors. Whoever records takes numbers here first, one after the other.

    A number is never less than the moment at which it was taken, in milliseconds: after a backup was put back, devices
    that ask for what came after the number they know miss nothing.

    Entries made before `given_up_until` belong to a day that the event was moved away from.
    """

    __tablename__ = "door_log"

    event_id: Mapped[EventId] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
    given_up_until: Mapped[datetime | None] = mapped_column()


class CheckIn(Model):
    """One scan. The id is made by the device, so that an upload repeated is the same fact.

    Never changed but once: `device_verdict`, what staff were shown, may still be empty when the scan arrives first.
    `server_verdict` is what we said then; what holds now follows from all facts of the ticket (`rules.merge`).
    """

    __tablename__ = "check_in"
    __table_args__ = (
        Index("ix_check_in_event_id_ticket_id", "event_id", "ticket_id"),
        Index("ix_check_in_event_id_scanned_at", "event_id", "scanned_at"),
        Index("ix_check_in_event_id_number", "event_id", "number"),
    )

    id: Mapped[CheckInId] = mapped_column(String(36), primary_key=True)
    event_id: Mapped[EventId] = mapped_column(ForeignKey("event.id"))
    number: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    ticket_id: Mapped[TicketId | None] = mapped_column(ForeignKey("ticket.id", ondelete="SET NULL"))
    gate: Mapped[str] = mapped_column(String(60), default="")
    area: Mapped[str] = mapped_column(String(22), default=EVERYWHERE, server_default="")
    direction: Mapped[str] = mapped_column(String(4))
    device: Mapped[str] = mapped_column(String(40), default="")
    actor_key: Mapped[str] = mapped_column(String(40))
    scanned_at: Mapped[datetime] = mapped_column()
    received_at: Mapped[datetime] = mapped_column()
    device_verdict: Mapped[str] = mapped_column(String(12), default="")
    server_verdict: Mapped[str] = mapped_column(String(12))
    undoes: Mapped[str] = mapped_column(String(36), default="", server_default="")


class Presence(Model):
    """What a ticket's facts in one area add up to, made anew with each of them.

    `inside_since` is empty for whoever was seen leaving; of an earlier day of the event it counts no more.
    """

    __tablename__ = "presence"
    __table_args__ = (Index("ix_presence_event_id_area_inside_since", "event_id", "area", "inside_since"),)

    ticket_id: Mapped[TicketId] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"), primary_key=True)
    area: Mapped[str] = mapped_column(String(22), primary_key=True)
    event_id: Mapped[EventId] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    inside_since: Mapped[datetime | None] = mapped_column()
    inside_gate: Mapped[str] = mapped_column(String(60))
    first_at: Mapped[datetime | None] = mapped_column()
    first_gate: Mapped[str] = mapped_column(String(60))
    doubles: Mapped[int] = mapped_column()


class DoorDevice(Model):
    """A device at an event's doors, as it reported last. `off_ms` is how far its clock is from ours."""

    __tablename__ = "door_device"

    event_id: Mapped[EventId] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), default="")
    actor_key: Mapped[str] = mapped_column(String(40))
    seen_at: Mapped[datetime] = mapped_column()
    list_at: Mapped[datetime | None] = mapped_column()
    waiting: Mapped[int] = mapped_column(default=0)
    battery: Mapped[int | None] = mapped_column()
    off_ms: Mapped[int] = mapped_column(default=0)
