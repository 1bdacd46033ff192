from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.calls.types import PitchId
from webapp.events.types import EventId
from webapp.foundation.database import Model
from webapp.plans.types import FieldId


class Pitch(Model):
    """A short presentation (Kurzvorstellung) at an event; `volume` is {amount?, period, certainty, note}."""

    __tablename__ = "pitch"
    __table_args__ = (Index("ix_pitch_event_id_position", "event_id", "position"),)

    id: Mapped[PitchId] = mapped_column(Integer, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    event_id: Mapped[EventId] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    action_field_id: Mapped[FieldId | None] = mapped_column(ForeignKey("action_field.id"))
    position: Mapped[int] = mapped_column()
    title: Mapped[str] = mapped_column(String(200))
    acronym: Mapped[str] = mapped_column(String(40), default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    vision: Mapped[str] = mapped_column(Text, default="")
    special_feature: Mapped[str] = mapped_column(Text, default="")
    presenters: Mapped[list[dict[str, object]]] = mapped_column()
    partners: Mapped[list[str]] = mapped_column()
    places: Mapped[list[str]] = mapped_column()
    volume: Mapped[dict[str, object]] = mapped_column()
