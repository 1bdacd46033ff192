from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation.database import Model
from webapp.mail.types import MailId, MailingId


class OutboxMail(Model):
    """A mail to be delivered. The row is the truth; `message_id` stays the same over all tries."""

    __tablename__ = "outbox_mail"
    __table_args__ = (
        Index("ix_outbox_mail_state_in_bulk_due_at", "state", "in_bulk", "due_at"),
        Index("ix_outbox_mail_event_id_created_at", "event_id", "created_at"),
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
    sender_name: Mapped[str] = mapped_column(String(120), default="", server_default="")
    reply_to: Mapped[str] = mapped_column(String(320), default="")
    language: Mapped[str] = mapped_column(String(2))
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    unsubscribe: Mapped[str] = mapped_column(String(300), default="", server_default="")
    in_bulk: Mapped[bool] = mapped_column(default=False, server_default=false())  # goes out when nothing else waits
    event_id: Mapped[EventId | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    mailing_id: Mapped[MailingId | None] = mapped_column(ForeignKey("mailing.id", ondelete="SET NULL"), index=True)
    state: Mapped[str] = mapped_column(String(12))
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column()
    created_at: Mapped[datetime] = mapped_column()
    sent_at: Mapped[datetime | None] = mapped_column()
    last_problem: Mapped[str] = mapped_column(String(120), default="")


class Mailing(Model):
    """What many people are told at once: now, or so long before the start or after the end of the event.

    `texts` holds subject and text by language. `wanted` says which registrations; those with an id up to `reached` are
    written to. `sent_for`: the date of the event for which it went out; a new date makes a reminder due once more.
    """

    __tablename__ = "mailing"
    __table_args__ = (Index("ix_mailing_state_due_at", "state", "due_at"),)

    id: Mapped[MailingId] = mapped_column(Integer, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    event_id: Mapped[EventId] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    texts: Mapped[dict[str, dict[str, str]]] = mapped_column()
    wanted: Mapped[dict[str, object]] = mapped_column()
    link: Mapped[str] = mapped_column(String(500), default="")
    is_service: Mapped[bool] = mapped_column(default=True)
    days: Mapped[int] = mapped_column(default=0)
    hours: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(12))
    due_at: Mapped[datetime | None] = mapped_column()
    sent_for: Mapped[datetime | None] = mapped_column()
    reached: Mapped[int] = mapped_column(default=0)
    told: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column()
    done_at: Mapped[datetime | None] = mapped_column()
    deleted_at: Mapped[datetime | None] = mapped_column()  # since when it lies in the bin, as a draft

    event: Mapped[Event] = relationship()


IS_UP = Mailing.deleted_at.is_(None)  # not in the bin


class Wording(Model):
    """The organizer's own words in a mail of a kind, in one language."""

    __tablename__ = "mail_wording"

    event_id: Mapped[EventId] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    subject: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(Text, default="")


class OptOut(Model):
    """An address that wants no mail beyond what its own registrations need; known by a keyed digest only."""

    __tablename__ = "mail_opt_out"

    digest: Mapped[str] = mapped_column(String(43), primary_key=True)
    since: Mapped[datetime] = mapped_column()
