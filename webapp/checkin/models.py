from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.checkin.types import CheckInId
from webapp.events.types import EventId
from webapp.foundation.database import Model
from webapp.tickets.types import TicketId


class CheckIn(Model):
    """One scan, never changed. The id is made by the device, so that an upload repeated is the same fact."""

    __tablename__ = "check_in"
    __table_args__ = (
        Index("ix_check_in_event_id_ticket_id", "event_id", "ticket_id"),
        Index("ix_check_in_event_id_scanned_at", "event_id", "scanned_at"),
    )

    id: Mapped[CheckInId] = mapped_column(String(36), primary_key=True)
    event_id: Mapped[EventId] = mapped_column(ForeignKey("event.id"))
    ticket_id: Mapped[TicketId | None] = mapped_column(ForeignKey("ticket.id", ondelete="SET NULL"))
    gate: Mapped[str] = mapped_column(String(60), default="")
    direction: Mapped[str] = mapped_column(String(4))
    device: Mapped[str] = mapped_column(String(40), default="")
    actor_key: Mapped[str] = mapped_column(String(40))
    scanned_at: Mapped[datetime] = mapped_column()
    received_at: Mapped[datetime] = mapped_column()
    device_verdict: Mapped[str] = mapped_column(String(12), default="")
    server_verdict: Mapped[str] = mapped_column(String(12))
