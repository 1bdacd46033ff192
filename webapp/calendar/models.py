from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.calendar.types import DateListId, FeedId
from webapp.foundation.database import Model


class DateList(Model):
    """Dates from elsewhere, looked through, until somebody at the desk has decided about them.

    Of a table it says what wasn't read: columns by headings that mean nothing to us, what people don't see who open it,
    and sheets without headings.
    """

    __tablename__ = "date_list"

    id: Mapped[DateListId] = mapped_column(Integer, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    owner: Mapped[str] = mapped_column(String(22))  # a user's public id
    name: Mapped[str] = mapped_column(String(200))
    zone: Mapped[str] = mapped_column(String(40))
    rows: Mapped[list[dict[str, object]]] = mapped_column()
    unread: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    hidden_rows: Mapped[int] = mapped_column(default=0, server_default="0")
    hidden_columns: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    left_sheets: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    created_at: Mapped[datetime] = mapped_column()
    taken_at: Mapped[datetime | None] = mapped_column()


class CalendarFeed(Model):
    """A private feed. Its address is sealed, not stored: what stands here opens nothing."""

    __tablename__ = "calendar_feed"

    id: Mapped[FeedId] = mapped_column(Integer, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    owner: Mapped[str] = mapped_column(String(320), index=True)  # an address in normal form, or a user's public id
    created_at: Mapped[datetime] = mapped_column()
    revoked_at: Mapped[datetime | None] = mapped_column()
