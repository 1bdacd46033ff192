from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.events.types import EventId
from webapp.foundation.database import Model
from webapp.registration.models import Attendee
from webapp.registration.types import AttendeeId
from webapp.tickets.types import KeyId, TicketId


class SigningKey(Model):
    """An Ed25519 key pair. `sealed_private` is encrypted with a key derived from the application's secret."""

    __tablename__ = "signing_key"
    __table_args__ = (CheckConstraint("id BETWEEN 1 AND 255", name="id_fits_a_byte"),)

    id: Mapped[KeyId] = mapped_column(Integer, primary_key=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    sealed_private: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column()
    retired_at: Mapped[datetime | None] = mapped_column()


class Ticket(Model):
    """One head's right to come in. `reference` is the 16 random bytes in the QR code, `code` what is typed instead."""

    __tablename__ = "ticket"
    __table_args__ = (UniqueConstraint("event_id", "code"),)

    id: Mapped[TicketId] = mapped_column(Integer, primary_key=True)
    reference: Mapped[str] = mapped_column(String(22), unique=True)
    event_id: Mapped[EventId] = mapped_column(ForeignKey("event.id"))
    attendee_id: Mapped[AttendeeId] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"), unique=True)
    key_id: Mapped[KeyId] = mapped_column(ForeignKey("signing_key.id"))
    code: Mapped[str] = mapped_column(String(8))
    issued_at: Mapped[datetime] = mapped_column()
    revoked_at: Mapped[datetime | None] = mapped_column()
    # Until when entries no longer count: it was given up then, while nobody could be in by it.
    void_before: Mapped[datetime | None] = mapped_column()

    attendee: Mapped[Attendee] = relationship()
