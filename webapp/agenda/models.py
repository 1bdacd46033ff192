from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.agenda.types import AgendaItemId
from webapp.events.types import EventId
from webapp.foundation.database import Model


class AgendaItem(Model):
    """An item of the programme. Moves with its event; keeps its calendar UID for life, also when it is dropped."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        CheckConstraint("ends_at >= starts_at", name="ends_not_before_start"),
        Index("ix_agenda_item_event_id_starts_at", "event_id", "starts_at"),
    )

    id: Mapped[AgendaItemId] = mapped_column(Integer, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    event_id: Mapped[EventId] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    starts_at: Mapped[datetime] = mapped_column()
    ends_at: Mapped[datetime] = mapped_column()
    place: Mapped[str] = mapped_column(String(120), default="")
    track: Mapped[str] = mapped_column(String(80), default="")
    speakers: Mapped[list[str]] = mapped_column()
    summary: Mapped[str] = mapped_column(Text, default="")
    dropped_at: Mapped[datetime | None] = mapped_column()

    calendar_uid: Mapped[str] = mapped_column(String(80), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    touched_at: Mapped[datetime] = mapped_column()
