from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation.database import Model
from webapp.registration.types import AttendeeId, RegistrationId

LIVE_ONLY = text("status IN ('pending', 'confirmed', 'waiting')")


class Registration(Model):
    """One form sent in, for one or several heads. `queued_at` and then `id` order the waiting list.

    The partial unique index is the last guard of "one live registration per event and normalised address".
    """

    __tablename__ = "registration"
    __table_args__ = (
        Index(
            "uq_registration_live_address",
            "event_id",
            "email_normal",
            unique=True,
            sqlite_where=LIVE_ONLY,
            postgresql_where=LIVE_ONLY,
        ),
        Index("ix_registration_event_id_status_queued_at", "event_id", "status", "queued_at"),
        Index("ix_registration_status_held_until", "status", "held_until"),
        Index("ix_registration_email_normal", "email_normal"),
    )

    id: Mapped[RegistrationId] = mapped_column(Integer, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    event_id: Mapped[EventId] = mapped_column(ForeignKey("event.id"))
    status: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(160))
    email: Mapped[str] = mapped_column(String(320))
    email_normal: Mapped[str] = mapped_column(String(320))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(2))
    created_at: Mapped[datetime] = mapped_column()
    address_confirmed_at: Mapped[datetime | None] = mapped_column()
    held_until: Mapped[datetime | None] = mapped_column()
    queued_at: Mapped[datetime | None] = mapped_column()
    confirmed_at: Mapped[datetime | None] = mapped_column()
    cancelled_at: Mapped[datetime | None] = mapped_column()

    event: Mapped[Event] = relationship()
    attendees: Mapped[list["Attendee"]] = relationship(
        back_populates="registration", cascade="all, delete-orphan", order_by="Attendee.id"
    )
    consents: Mapped[list["Consent"]] = relationship(cascade="all, delete-orphan")

    @property
    def heads(self) -> int:
        return len(self.attendees)


class Attendee(Model):
    """A head: somebody who comes and gets a ticket of their own."""

    __tablename__ = "attendee"

    id: Mapped[AttendeeId] = mapped_column(Integer, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    registration_id: Mapped[RegistrationId] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(160))

    registration: Mapped[Registration] = relationship(back_populates="attendees")


class Consent(Model):
    """That somebody agreed to a text, and to which version of it."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[RegistrationId] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    text_key: Mapped[str] = mapped_column(String(40))
    version: Mapped[str] = mapped_column(String(20))
    given_at: Mapped[datetime] = mapped_column()
