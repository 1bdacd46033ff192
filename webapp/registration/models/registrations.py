from datetime import datetime

from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    SQLColumnExpression,
    String,
    Text,
    exists,
    false,
    or_,
    text,
)
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from webapp.capacity.models import Pool
from webapp.capacity.types import PoolId
from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.fields.models import FieldSet
from webapp.fields.types import FieldSetId
from webapp.foundation.database import Model
from webapp.foundation.email_addresses import normal_form
from webapp.registration.types import (
    LIVE,
    AttendeeId,
    CategoryId,
    RegistrationId,
    RegistrationStatus,
)

_HAS_ADDRESS = text("status IN ('pending', 'requested', 'waiting', 'offered', 'confirmed') AND set_aside_at IS NULL")


class SignUp(Model):
    """How people register for an event.

    `replies` are texts for approving and declining: `{title, text}`. `draft` holds questions that aren't asked yet,
    `draft_before` what it held before something was taken out of it, until the next change, and
    `columns` what the desk's list shows of each. `asks_to_invite`: whether the host may invite them to further events.
    """

    __tablename__ = "sign_up"

    event_id: Mapped[EventId] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    field_set_id: Mapped[FieldSetId | None] = mapped_column(ForeignKey("field_set.id"))
    most_heads: Mapped[int] = mapped_column()
    needs_approval: Mapped[bool] = mapped_column()
    offer_hours: Mapped[int] = mapped_column()
    kept_days: Mapped[int] = mapped_column()
    replies: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    attach_tickets: Mapped[bool] = mapped_column(default=False, server_default=false())
    asks_to_invite: Mapped[bool] = mapped_column(default=False, server_default=false())
    draft: Mapped[list[dict[str, object]] | None] = mapped_column(JSON(none_as_null=True))
    draft_before: Mapped[list[dict[str, object]] | None] = mapped_column(JSON(none_as_null=True))
    columns: Mapped[list[str]] = mapped_column(default=list)

    field_set: Mapped[FieldSet | None] = relationship()


class Category(Model):
    """Whom an event lets in, with places inside the event's; `code` is asked for when it isn't empty."""

    __tablename__ = "registration_category"
    __table_args__ = (Index("ix_registration_category_event_id", "event_id", "position"),)

    id: Mapped[CategoryId] = mapped_column(Integer, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    event_id: Mapped[EventId] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    label: Mapped[dict[str, str]] = mapped_column(JSON)
    position: Mapped[int] = mapped_column()
    pool_id: Mapped[PoolId | None] = mapped_column(ForeignKey("pool.id"))
    opens_at: Mapped[datetime | None] = mapped_column()
    closes_at: Mapped[datetime | None] = mapped_column()
    code: Mapped[str] = mapped_column(String(40), default="")
    needs_approval: Mapped[bool] = mapped_column(default=False)
    most_heads: Mapped[int] = mapped_column(default=1)
    named: Mapped[bool] = mapped_column(default=True)
    retired_at: Mapped[datetime | None] = mapped_column()

    pool: Mapped[Pool | None] = relationship()


class ChoicePool(Model):
    """The places of one answer to a question of an event's form."""

    __tablename__ = "choice_pool"

    event_id: Mapped[EventId] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    field_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    choice_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    pool_id: Mapped[PoolId] = mapped_column(ForeignKey("pool.id"))

    pool: Mapped[Pool] = relationship()


def as_public_id(context: DefaultExecutionContext) -> str:
    """What a link says until it begins anew."""
    return str(context.get_current_parameters()["public_id"])  # type: ignore[no-untyped-call]


class Registration(Model):
    """One form sent in, for one or several heads. `queued_at` and then `id` order the waiting list.

    Beside `heads` places of its event it takes what `takes` says: heads by pool, of its category and its answers. By
    `words`, as they are compared, the desk finds it. Answers were given to the questions of `field_set_id`, those that
    `versions` names (a field set by question) to another version of them. `invited_by` is the link of the
    invitation that led here; `link_id` is what its holder's link says, another one with another address; `regained_at`
    is when it stood again although it had been cancelled, because somebody had come in before; `set_aside_at`, when its
    address, which nobody has proved, was entered anew. `may_invite`: with it somebody agreed to be invited to further
    events, which counts as soon as the address is proved. But for those the
    partial unique index is the last guard of "one live registration per event and normalised address".
    """

    __tablename__ = "registration"
    __table_args__ = (
        Index(
            "uq_registration_live_address",
            "event_id",
            "email_normal",
            unique=True,
            sqlite_where=_HAS_ADDRESS,
            postgresql_where=_HAS_ADDRESS,
        ),
        Index("uq_registration_link_id", "link_id", unique=True),
        Index("ix_registration_event_id_status_queued_at", "event_id", "status", "queued_at"),
        Index("ix_registration_event_id_created_at", "event_id", "created_at"),
        Index("ix_registration_status_held_until", "status", "held_until"),
        Index("ix_registration_email_normal_event_id", "email_normal", "event_id"),
    )

    id: Mapped[RegistrationId] = mapped_column(Integer, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    link_id: Mapped[str] = mapped_column(String(22), default=as_public_id, server_default="")
    event_id: Mapped[EventId] = mapped_column(ForeignKey("event.id"))
    category_id: Mapped[CategoryId | None] = mapped_column(ForeignKey("registration_category.id"))
    status: Mapped[str] = mapped_column(String(12))
    source: Mapped[str] = mapped_column(String(12), default="form", server_default="form")
    name: Mapped[str] = mapped_column(String(160))
    email: Mapped[str] = mapped_column(String(320))
    email_normal: Mapped[str] = mapped_column(String(320))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    words: Mapped[str] = mapped_column(Text, default="", server_default="")
    language: Mapped[str] = mapped_column(String(2))
    heads: Mapped[int] = mapped_column(default=1, server_default="1")
    takes: Mapped[dict[str, int]] = mapped_column(JSON, default=dict, server_default="{}")
    field_set_id: Mapped[FieldSetId | None] = mapped_column(ForeignKey("field_set.id"))
    answers: Mapped[dict[str, object]] = mapped_column(JSON, default=dict, server_default="{}")
    versions: Mapped[dict[str, FieldSetId | None]] = mapped_column(JSON, default=dict, server_default="{}")
    tags: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    created_at: Mapped[datetime] = mapped_column()
    address_confirmed_at: Mapped[datetime | None] = mapped_column()
    held_until: Mapped[datetime | None] = mapped_column()
    queued_at: Mapped[datetime | None] = mapped_column()
    confirmed_at: Mapped[datetime | None] = mapped_column()
    cancelled_at: Mapped[datetime | None] = mapped_column()
    regained_at: Mapped[datetime | None] = mapped_column()
    set_aside_at: Mapped[datetime | None] = mapped_column()
    erased_at: Mapped[datetime | None] = mapped_column()
    invited_by: Mapped[str] = mapped_column(String(22), default="", server_default="")
    may_invite: Mapped[bool] = mapped_column(default=False, server_default=false())

    event: Mapped[Event] = relationship()
    category: Mapped[Category | None] = relationship()
    field_set: Mapped[FieldSet | None] = relationship()
    attendees: Mapped[list["Attendee"]] = relationship(
        primaryjoin="and_(Registration.id == Attendee.registration_id, Attendee.left_at.is_(None))",
        back_populates="registration",
        order_by="Attendee.id",
    )
    consents: Mapped[list["Consent"]] = relationship(cascade="all, delete-orphan")

    @property
    def is_live(self) -> bool:
        """True while it holds a place, a rank or a request, and somebody stands behind it."""
        return self.status in LIVE and self.erased_at is None

    @hybrid_property
    def is_proved(self) -> bool:
        """True when the holder of the address has answered, or the host let them in."""
        return bool(self.address_confirmed_at or self.confirmed_at)

    @is_proved.inplace.expression
    @classmethod
    def _is_proved(cls) -> ColumnElement[bool]:
        return or_(cls.address_confirmed_at.is_not(None), cls.confirmed_at.is_not(None))


class Attendee(Model):
    """A head: somebody who comes and gets a ticket of their own; `left_at` when somebody else comes, or nobody.

    `entered_at` and `inside_since` are what the doors know (`services.note_presence`). Whoever `joined_at` a later
    moment gave none of the answers that the registration had then; `instead_of_id` is whose place the link gave them.
    `versions` as for the registration: which answers were given to another version of the questions than its own.
    `regained_at` since when a place given up, also by itself (`gave_up_at`), is theirs again: they had come in on it.
    """

    __tablename__ = "attendee"

    id: Mapped[AttendeeId] = mapped_column(Integer, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    registration_id: Mapped[RegistrationId] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(160))
    email: Mapped[str] = mapped_column(String(320), default="", server_default="")
    email_normal: Mapped[str] = mapped_column(String(320), default="", server_default="", index=True)
    answers: Mapped[dict[str, object]] = mapped_column(JSON, default=dict, server_default="{}")
    versions: Mapped[dict[str, FieldSetId | None]] = mapped_column(JSON, default=dict, server_default="{}")
    left_at: Mapped[datetime | None] = mapped_column()
    joined_at: Mapped[datetime | None] = mapped_column()
    instead_of_id: Mapped[AttendeeId | None] = mapped_column(ForeignKey("attendee.id", ondelete="SET NULL"))
    gave_up_at: Mapped[datetime | None] = mapped_column()
    regained_at: Mapped[datetime | None] = mapped_column()
    entered_at: Mapped[datetime | None] = mapped_column()
    inside_since: Mapped[datetime | None] = mapped_column()

    registration: Mapped[Registration] = relationship()

    @validates("email")
    def _compared(self, _key: str, email: str) -> str:
        self.email_normal = normal_form(email)
        return email


def comes_along(event_id: SQLColumnExpression[EventId], email_normal: SQLColumnExpression[str]) -> ColumnElement[bool]:
    """Whether the address has a ticket at the event with the registration of somebody else.

    Only with one that is confirmed: of any other one nobody has told them, nor of what they may get by it.
    """
    with_somebody = exists().where(
        Attendee.registration_id == Registration.id,
        Attendee.email_normal == email_normal,
        Attendee.left_at.is_(None),
        Registration.event_id == event_id,
        Registration.status == RegistrationStatus.CONFIRMED.value,
        Registration.email_normal != email_normal,
    )
    return with_somebody.correlate_except(Attendee, Registration)


class AttendeeRequest(Model):
    """Somebody who shall come with a registration that was approved without them, also instead of somebody else.

    It takes no place until the organizer has said yes; then it is deleted, as when the organizer says no.
    """

    __tablename__ = "head_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    registration_id: Mapped[RegistrationId] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    instead_of_id: Mapped[AttendeeId | None] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(160))
    email: Mapped[str] = mapped_column(String(320), default="")
    answers: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)
    field_set_id: Mapped[FieldSetId | None] = mapped_column(Integer)
    consents: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    asked_at: Mapped[datetime] = mapped_column()

    registration: Mapped[Registration] = relationship()
    instead_of: Mapped[Attendee | None] = relationship()


class AddressWish(Model):
    """The address that whoever registered would rather have, until it is confirmed from there; one at a time."""

    __tablename__ = "address_wish"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    registration_id: Mapped[RegistrationId] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), unique=True
    )
    email: Mapped[str] = mapped_column(String(320))
    asked_at: Mapped[datetime] = mapped_column()

    registration: Mapped[Registration] = relationship()


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


class Change(Model):
    """An entry of a registration's history: what was done by whom, and each value before and after."""

    __tablename__ = "registration_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[RegistrationId] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(20))
    actor_key: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str] = mapped_column(Text, default="")
    differences: Mapped[list[dict[str, object]]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column()
