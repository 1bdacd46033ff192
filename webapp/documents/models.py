from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation.database import Model


class PaperOrder(Model):
    """Something to print for many, from the order until its file is deleted a day later.

    `asked` narrows the registrations as the desk's list does, and says where certificates are for everyone; `done` of
    `total` people are drawn.
    """

    __tablename__ = "paper_order"
    __table_args__ = (
        Index("ix_paper_order_state", "state"),
        Index("ix_paper_order_event_id_created_at", "event_id", "created_at"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    event_id: Mapped[EventId] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(12))
    label: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2))
    asked: Mapped[dict[str, str]] = mapped_column()
    state: Mapped[str] = mapped_column(String(12))
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    file_id: Mapped[str] = mapped_column(String(22), default="")
    created_at: Mapped[datetime] = mapped_column()
    taken_at: Mapped[datetime | None] = mapped_column()
    ready_at: Mapped[datetime | None] = mapped_column()

    event: Mapped[Event] = relationship()
