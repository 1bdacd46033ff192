"""What is kept of contacts. Of whoever only came to events a row is no more than the index by which they are found."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text, UniqueConstraint, false
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.types import Scope
from webapp.contacts.types import LONGEST_WORD, Basis, ContactId, ContactListId
from webapp.events.models import EventSeries
from webapp.events.types import SeriesId
from webapp.foundation.database import Model
from webapp.foundation.references import PART
from webapp.organisations.types import OrganisationId


def _compared(length: int) -> String:
    """Text in the order of its letters' numbers, on both databases: an index then finds what begins alike."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


def _as_public_id(context: DefaultExecutionContext) -> str:
    return str(context.get_current_parameters()["public_id"])  # type: ignore[no-untyped-call]


class Contact(Model):
    """Somebody whom an organisation knows. `in_events`: something at its events stands behind the address.

    Name, address and company of somebody whom neither the office entered nor a consent keeps are those of the newest
    registration. Without an address `email_normal` is a mark of its own. `link_id` is what the link to the consent in
    letters to that address says, another one with another address. `sorted_by` and `firm` are the name and the
    company as they are compared. `binned_at`: the office has put its entry into the bin.
    """

    __tablename__ = "contact"
    __table_args__ = (
        UniqueConstraint("organisation_id", "email_normal"),
        Index("ix_contact_organisation_id_sorted_by", "organisation_id", "sorted_by", "id"),
        Index("ix_contact_organisation_id_firm", "organisation_id", "firm"),
        Index("ix_contact_organisation_id_review_on", "organisation_id", "review_on"),
        Index("ix_contact_organisation_id_source", "organisation_id", "source"),
        Index("ix_contact_binned_at", "binned_at"),
        Index("uq_contact_link_id", "link_id", unique=True),
    )

    id: Mapped[ContactId] = mapped_column(Integer, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    link_id: Mapped[str] = mapped_column(String(22), default=_as_public_id, server_default="")
    organisation_id: Mapped[OrganisationId] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(160))
    email: Mapped[str] = mapped_column(String(320), default="")
    email_normal: Mapped[str] = mapped_column(String(320))
    company: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    language: Mapped[str] = mapped_column(String(2), default="de")
    sorted_by: Mapped[str] = mapped_column(_compared(200), default="")
    firm: Mapped[str] = mapped_column(_compared(200), default="")
    in_events: Mapped[bool] = mapped_column(default=False, server_default=false())
    entered_at: Mapped[datetime | None] = mapped_column()
    source: Mapped[str] = mapped_column(String(200), default="")
    purpose: Mapped[str] = mapped_column(String(200), default="")
    review_on: Mapped[date | None] = mapped_column()
    agreed_at: Mapped[datetime | None] = mapped_column()
    withdrew_at: Mapped[datetime | None] = mapped_column()
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column()
    binned_at: Mapped[datetime | None] = mapped_column()

    tags: Mapped[list["ContactTag"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ContactTag.tag"
    )
    consents: Mapped[list["ContactConsent"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ContactConsent.id.desc()"
    )

    @property
    def scope(self) -> Scope:
        """What a right is asked for: the organisation's own."""
        return Scope.of_organisation(self.organisation_id)

    @property
    def is_kept(self) -> bool:
        """True while more than events stands behind it: the office's entry, or a consent."""
        return self.binned_at is None and bool(self.entered_at or self.agreed_at)

    @property
    def basis(self) -> Basis:
        """Why somebody is known."""
        if not self.is_kept:
            return Basis.EVENTS
        return Basis.AGREED if self.agreed_at else Basis.ENTERED


class ContactWord(Model):
    """That a word stands in what is known of somebody, as it is compared; `backwards` finds what ends alike."""

    __tablename__ = "contact_word"
    __table_args__ = (
        Index("ix_contact_word_organisation_id_word", "organisation_id", "word", "contact_id"),
        Index("ix_contact_word_organisation_id_backwards", "organisation_id", "backwards"),
    )

    contact_id: Mapped[ContactId] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    word: Mapped[str] = mapped_column(_compared(LONGEST_WORD), primary_key=True)
    organisation_id: Mapped[OrganisationId] = mapped_column(Integer)
    backwards: Mapped[str] = mapped_column(_compared(LONGEST_WORD))


class ContactTag(Model):
    """A word of the office about somebody."""

    __tablename__ = "contact_tag"
    __table_args__ = (Index("ix_contact_tag_organisation_id_tag", "organisation_id", "tag", "contact_id"),)

    contact_id: Mapped[ContactId] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    tag: Mapped[str] = mapped_column(String(40), primary_key=True)
    organisation_id: Mapped[OrganisationId] = mapped_column(Integer)


class ContactConsent(Model):
    """That somebody agreed to be invited again: to which words, when, at which event, and until when."""

    __tablename__ = "contact_consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[ContactId] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    version: Mapped[str] = mapped_column(String(20))
    event_title: Mapped[str] = mapped_column(String(200), default="")
    given_at: Mapped[datetime] = mapped_column()
    withdrawn_at: Mapped[datetime | None] = mapped_column()


class ContactList(Model):
    """People who shall be invited together; `wanted` is the search of a list that is found anew each time.

    Each series has one list, which is called as the series is and goes with it.
    """

    __tablename__ = "contact_list"
    __table_args__ = (Index("ix_contact_list_organisation_id", "organisation_id"), UniqueConstraint("series_id"))

    id: Mapped[ContactListId] = mapped_column(Integer, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    organisation_id: Mapped[OrganisationId] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(8))
    wanted: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    series_id: Mapped[SeriesId | None] = mapped_column(ForeignKey("event_series.id", ondelete="CASCADE"), info=PART)
    created_at: Mapped[datetime] = mapped_column()
    deleted_at: Mapped[datetime | None] = mapped_column()  # since when it lies in the bin

    series: Mapped[EventSeries | None] = relationship()

    @property
    def is_thrown_away(self) -> bool:
        """True while it, or the series that it goes with, lies in the bin."""
        return self.deleted_at is not None or (self.series is not None and self.series.deleted_at is not None)

    @property
    def scope(self) -> Scope:
        """What a right is asked for: the organisation's own."""
        return Scope.of_organisation(self.organisation_id)


class ContactListMember(Model):
    """That the office put somebody on a list, or `is_off`: took them off one that is found anew each time.

    Of a series also those whose registrations were deleted, and who may be invited all the same.
    """

    __tablename__ = "contact_list_member"

    list_id: Mapped[ContactListId] = mapped_column(
        ForeignKey("contact_list.id", ondelete="CASCADE"), primary_key=True, info=PART
    )
    contact_id: Mapped[ContactId] = mapped_column(
        ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    is_off: Mapped[bool] = mapped_column(default=False, server_default=false())


class ContactTable(Model):
    """A table of people to enter, from the upload until they are entered; then its file is deleted.

    As for tables of guests: `columns` says which column holds what, `faults` which rows can't be taken and why, and
    `left_out` who was erased meanwhile. Whoever
    is taken from it gets its `source`, `purpose` and date of review.
    """

    __tablename__ = "contact_table"
    __table_args__ = (Index("ix_contact_table_organisation_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    organisation_id: Mapped[OrganisationId] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    file_id: Mapped[str] = mapped_column(String(22))
    file_name: Mapped[str] = mapped_column(String(120))
    sheet: Mapped[str] = mapped_column(String(100), default="")
    left_sheets: Mapped[str] = mapped_column(String(500), default="")
    language: Mapped[str] = mapped_column(String(2))
    source: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(String(200))
    review_on: Mapped[date] = mapped_column()
    tags: Mapped[list[str]] = mapped_column(default=list)
    state: Mapped[str] = mapped_column(String(12))
    problem: Mapped[str] = mapped_column(String(20), default="")
    columns: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)
    rows: Mapped[int] = mapped_column(default=0)
    good: Mapped[int] = mapped_column(default=0)
    known: Mapped[int] = mapped_column(default=0)
    faulty: Mapped[int] = mapped_column(default=0)
    faults: Mapped[list[dict[str, object]]] = mapped_column(JSON, default=list)
    sample: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    done_rows: Mapped[int] = mapped_column(default=0)
    taken: Mapped[int] = mapped_column(default=0)
    left_out: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    created_at: Mapped[datetime] = mapped_column()

    @property
    def scope(self) -> Scope:
        """What a right is asked for: the organisation's own."""
        return Scope.of_organisation(self.organisation_id)


class ContactMark(Model):
    """Up to which rows of events the index of contacts has come."""

    __tablename__ = "contact_mark"

    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    reached: Mapped[int] = mapped_column(default=0)
