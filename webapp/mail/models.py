from datetime import datetime

from sqlalchemy import Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.foundation.database import Model
from webapp.mail.types import MailId


class OutboxMail(Model):
    """A mail to be delivered. The row is the truth; `message_id` stays the same over all tries."""

    __tablename__ = "outbox_mail"
    __table_args__ = (
        Index("ix_outbox_mail_state_due_at", "state", "due_at"),
        Index("ix_outbox_mail_recipient_normal_created_at", "recipient_normal", "created_at"),
    )

    id: Mapped[MailId] = mapped_column(Integer, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    message_id: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    about: Mapped[str] = mapped_column(
        String(22), index=True
    )  # public id of what it speaks of: registration, invitation
    recipient: Mapped[str] = mapped_column(String(320))
    recipient_normal: Mapped[str] = mapped_column(String(320), default="", server_default="")
    recipient_name: Mapped[str] = mapped_column(String(160), default="")
    reply_to: Mapped[str] = mapped_column(String(320), default="")
    language: Mapped[str] = mapped_column(String(2))
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(12))
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column()
    created_at: Mapped[datetime] = mapped_column()
    sent_at: Mapped[datetime | None] = mapped_column()
    last_problem: Mapped[str] = mapped_column(String(120), default="")
