from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation.database import Model
from webapp.registration.models.registrations import Category, Registration, as_public_id, comes_along
from webapp.registration.rules.invitations import is_brought_along, may_be_answered, may_be_withdrawn, reply
from webapp.registration.types import CategoryId, InvitationId, LetterDue, RegistrationId, Reply


class Invitation(Model):
    """Somebody who is asked to come, by a personal link; `letter_due` is a LetterDue until it is written.

    `link_id` is what the link says: another one once the invitation was withdrawn and is made anew.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("event_id", "email_normal"),
        Index("ix_invitation_event_id_status", "event_id", "status"),
        Index("ix_invitation_letter_due", "letter_due"),
        Index("uq_invitation_link_id", "link_id", unique=True),
    )

    id: Mapped[InvitationId] = mapped_column(Integer, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    link_id: Mapped[str] = mapped_column(String(22), default=as_public_id, server_default="")
    event_id: Mapped[EventId] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    category_id: Mapped[CategoryId | None] = mapped_column(ForeignKey("registration_category.id"))
    registration_id: Mapped[RegistrationId | None] = mapped_column(ForeignKey("registration.id", ondelete="SET NULL"))
    status: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(160))
    email: Mapped[str] = mapped_column(String(320))
    email_normal: Mapped[str] = mapped_column(String(320))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(2))
    invited_at: Mapped[datetime] = mapped_column()
    reminded_at: Mapped[datetime | None] = mapped_column()
    answered_at: Mapped[datetime | None] = mapped_column()
    letter_due: Mapped[str | None] = mapped_column(String(12))

    event: Mapped[Event] = relationship()
    category: Mapped[Category | None] = relationship()
    registration: Mapped[Registration | None] = relationship()
    comes_along: Mapped[bool] = column_property(comes_along(event_id, email_normal))

    @property
    def reply(self) -> Reply:
        """What became of it, by the registration that answered it or that whoever is invited comes along with."""
        return reply(self.status, self.registration.status if self.registration else None, along=self.comes_along)

    @property
    def _own_reply(self) -> Reply:
        return reply(self.status, self.registration.status if self.registration else None)

    @property
    def is_brought_along(self) -> bool:
        """True for whoever has a ticket with somebody else's registration and none, nor a rank, of their own."""
        registered = self.registration.status if self.registration and not self.is_answered_by_another else None
        return is_brought_along(self.status, registered, along=self.comes_along)

    @property
    def is_answered_by_another(self) -> bool:
        """True when whoever answered gave another address than the one that it was sent to."""
        return self.registration is not None and self.registration.email_normal != self.email_normal

    @property
    def was_registered_before(self) -> bool:
        """True for somebody who was registered when they were invited, and got no letter therefore."""
        by = self.registration
        if self.is_brought_along and self.letter_due == LetterDue.INVITATION:
            return True
        if by is None or by.invited_by == self.link_id:
            return False
        return any(each is not None and each <= self.invited_at for each in (by.address_confirmed_at, by.confirmed_at))

    @property
    def may_be_answered(self) -> bool:
        """True while whoever was invited can say yes by the link, also when somebody else brings them along."""
        return may_be_answered(self._own_reply, by_another=self.is_answered_by_another)

    @property
    def may_be_withdrawn(self) -> bool:
        """True while nobody comes, waits or asks to come by it."""
        return may_be_withdrawn(self._own_reply)


class GuestList(Model):
    """A table of people to invite, from the upload until everybody in it is invited; then its file is deleted.

    `columns` says which column holds what, and the headings of those with addresses; `faults` which rows can't be
    taken and why. `sheet` is the one that is read, `left_sheets` are others in which something stands. `sample` shows
    the first people as they will be written to. What `faults` quote, and `sample`, are kept until somebody decides.
    `left_out` are digests of those who were erased while it is being gone through.
    """

    __tablename__ = "guest_list"
    __table_args__ = (Index("ix_guest_list_state", "state"), Index("ix_guest_list_event_id", "event_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    event_id: Mapped[EventId] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    category_id: Mapped[CategoryId | None] = mapped_column(ForeignKey("registration_category.id"))
    file_id: Mapped[str] = mapped_column(String(22))
    file_name: Mapped[str] = mapped_column(String(120))
    sheet: Mapped[str] = mapped_column(String(100), default="", server_default="")
    left_sheets: Mapped[str] = mapped_column(String(500), default="", server_default="")
    language: Mapped[str] = mapped_column(String(2))
    state: Mapped[str] = mapped_column(String(12))
    problem: Mapped[str] = mapped_column(String(20), default="")
    columns: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)
    rows: Mapped[int] = mapped_column(default=0)
    good: Mapped[int] = mapped_column(default=0)
    known: Mapped[int] = mapped_column(default=0)
    faulty: Mapped[int] = mapped_column(default=0)
    faults: Mapped[list[dict[str, object]]] = mapped_column(JSON, default=list)
    sample: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list, server_default="[]")
    done_rows: Mapped[int] = mapped_column(default=0)
    invited: Mapped[int] = mapped_column(default=0)
    left_out: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    created_at: Mapped[datetime] = mapped_column()

    event: Mapped[Event] = relationship()
