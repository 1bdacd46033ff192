from datetime import datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ColumnElement,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    cast,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.types import Scope
from webapp.capacity.models import Pool
from webapp.capacity.types import PoolId
from webapp.events.types import EventId, Feature, SeriesId, Span, VenueId
from webapp.foundation import clock
from webapp.foundation.database import Model
from webapp.foundation.references import PART
from webapp.organisations.models import FundingNotice, Organisation
from webapp.organisations.types import FundingNoticeId, Logo, OrganisationId
from webapp.plans.models import Measure
from webapp.plans.types import MeasureId


class Venue(Model):
    """A place where events are held, known to all who organize; `changed_by` says who changed it last.

    `deleted_at`: since when it lies in the bin; it is put away then, too.
    """

    __tablename__ = "venue"

    id: Mapped[VenueId] = mapped_column(Integer, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    street: Mapped[str] = mapped_column(String(200), default="")
    postcode: Mapped[str] = mapped_column(String(12), default="")
    city: Mapped[str] = mapped_column(String(120), default="")
    access: Mapped[str] = mapped_column(Text, default="")
    directions: Mapped[str] = mapped_column(Text, default="")
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    changed_by: Mapped[str] = mapped_column(String(40), default="", server_default="")
    changed_at: Mapped[datetime | None] = mapped_column()
    archived_at: Mapped[datetime | None] = mapped_column()
    deleted_at: Mapped[datetime | None] = mapped_column()

    rooms: Mapped[list["VenueRoom"]] = relationship(order_by="VenueRoom.position", cascade="all, delete-orphan")


class VenueRoom(Model):
    """A room of a venue, with what one has to know to get there and in."""

    __tablename__ = "venue_room"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    venue_id: Mapped[VenueId] = mapped_column(ForeignKey("venue.id", ondelete="CASCADE"), index=True, info=PART)
    position: Mapped[int] = mapped_column()
    name: Mapped[str] = mapped_column(String(120))
    floor: Mapped[str] = mapped_column(String(60), default="", server_default="")
    seats: Mapped[int | None] = mapped_column()
    access: Mapped[str] = mapped_column(Text, default="", server_default="")


class EventSeries(Model):
    """Events of an organisation that belong together: rounds of a workshop, the regulars' table of every month."""

    __tablename__ = "event_series"
    __table_args__ = (UniqueConstraint("organisation_id", "title"),)

    id: Mapped[SeriesId] = mapped_column(Integer, primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    organisation_id: Mapped[OrganisationId] = mapped_column(ForeignKey("organisation.id"))
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="", server_default="")
    language: Mapped[str] = mapped_column(String(2), default="de", server_default="de")
    deleted_at: Mapped[datetime | None] = mapped_column()  # since when it lies in the bin

    organisation: Mapped[Organisation] = relationship()

    @property
    def scope(self) -> Scope:
        """What rights at the series are asked for."""
        return Scope.of_organisation(self.organisation_id)


class Event(Model):
    """An event. `sequence` rises with each change that a calendar must show; `touched_at` is when that was.

    `postponed_for`: why it had no date when it was cancelled; None for what had one, or isn't cancelled.
    `deleted_at`: since when it lies in the bin, where nobody but its organizers finds it. `archived_at`: since when it
    is left out of the lists that the desk works with; readers see it as before.
    `funding_notice` are its own words about who pays, unless one of the notices that are kept was chosen (`funding`).
    """

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        # So whoever reads what isn't a draft needn't ask for the bin.
        CheckConstraint("deleted_at IS NULL OR status = 'draft'", name="only_drafts_are_deleted"),
        Index("ix_event_status_starts_at", "status", "starts_at"),
    )

    id: Mapped[EventId] = mapped_column(Integer, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    format: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(200))
    teaser: Mapped[str] = mapped_column(String(300), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    plain_language: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(2), default="de")

    status: Mapped[str] = mapped_column(String(12))
    status_reason: Mapped[str] = mapped_column(Text, default="")
    postponed_for: Mapped[str | None] = mapped_column(Text)
    starts_at: Mapped[datetime] = mapped_column()
    ends_at: Mapped[datetime] = mapped_column()
    zone: Mapped[str] = mapped_column(String(40))
    moved_from: Mapped[datetime | None] = mapped_column()
    ended_before: Mapped[datetime | None] = mapped_column()
    registration_closes_at: Mapped[datetime | None] = mapped_column()

    host_id: Mapped[OrganisationId] = mapped_column(ForeignKey("organisation.id"), index=True)
    venue_id: Mapped[VenueId | None] = mapped_column(ForeignKey("venue.id"))
    pool_id: Mapped[PoolId] = mapped_column(ForeignKey("pool.id"))
    series_id: Mapped[SeriesId | None] = mapped_column(ForeignKey("event_series.id"), index=True)
    audience: Mapped[list[str]] = mapped_column()
    bring: Mapped[list[str]] = mapped_column()
    features: Mapped[list[str]] = mapped_column()
    access_note: Mapped[str] = mapped_column(Text, default="", server_default="")
    funding_notice: Mapped[str] = mapped_column(Text, default="")
    funding_id: Mapped[FundingNoticeId | None] = mapped_column(ForeignKey("funding_notice.id"), index=True)
    contact_name: Mapped[str] = mapped_column(String(120), default="")
    contact_email: Mapped[str] = mapped_column(String(320), default="")

    conference_url: Mapped[str] = mapped_column(String(500), default="", server_default="")
    all_day: Mapped[bool] = mapped_column(default=False, server_default=false())
    assumes_time: Mapped[bool] = mapped_column(default=False, server_default=false())

    calendar_uid: Mapped[str] = mapped_column(String(80), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    touched_at: Mapped[datetime] = mapped_column()
    created_at: Mapped[datetime] = mapped_column()
    published_at: Mapped[datetime | None] = mapped_column()
    archived_at: Mapped[datetime | None] = mapped_column()
    deleted_at: Mapped[datetime | None] = mapped_column()

    host: Mapped[Organisation] = relationship()
    venue: Mapped[Venue | None] = relationship()
    pool: Mapped[Pool] = relationship()
    series: Mapped[EventSeries | None] = relationship()
    funding: Mapped[FundingNotice | None] = relationship()
    partners: Mapped[list["EventPartner"]] = relationship(
        order_by="EventPartner.position", cascade="all, delete-orphan"
    )
    measures: Mapped[list["EventMeasure"]] = relationship(
        back_populates="event", order_by="EventMeasure.position", cascade="all, delete-orphan"
    )

    @property
    def scope(self) -> Scope:
        """What rights at the event are asked for."""
        return Scope(event_key=self.public_id, organisation_id=self.host_id)

    def uses(self, feature: Feature) -> bool:
        """Whether it uses that; what it doesn't use is kept, and only the desk sees it."""
        return feature in self.features

    @property
    def is_thrown_away(self) -> bool:
        """True while it lies in the bin: whatever leads to it leads nowhere."""
        return self.deleted_at is not None

    @property
    def funding_text(self) -> str:
        """Who pays, as it has to be said wherever the event is shown."""
        return self.funding.text if self.funding is not None else self.funding_notice

    @property
    def funding_logos(self) -> tuple[Logo, ...]:
        """The logos that stand beside it."""
        return self.funding.pictures if self.funding is not None else ()

    @property
    def access(self) -> str:
        """How the event is reached without barriers: what the place says, and what this event adds."""
        return "\n".join(filter(None, (self.venue.access if self.venue else "", self.access_note)))

    @property
    def closes_early_at(self) -> datetime | None:
        """When registration closes, where that is sooner than the start, at which it does so anyway."""
        closes_at = self.registration_closes_at
        return closes_at if closes_at is not None and closes_at < self.starts_at else None

    @property
    def is_online_only(self) -> bool:
        """True where there is no door to come to."""
        return self.venue is None and bool(self.conference_url)

    @property
    def has_several_days(self) -> bool:
        """True when it ends on another day than it begins, by the clocks where it is."""
        return len({clock.local(each, self.zone).date() for each in (self.starts_at, self.ends_at)}) > 1

    @property
    def span(self) -> Span:
        return Span(self.starts_at, self.ends_at, self.zone)


def in_use(feature: Feature) -> ColumnElement[bool]:
    """That an event uses this, asked of its row: features are stored as JSON, quotes and all."""
    return cast(Event.features, String).contains(f'"{feature.value}"', autoescape=True)


class EventPartner(Model):
    __tablename__ = "event_partner"

    event_id: Mapped[EventId] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[OrganisationId] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    position: Mapped[int] = mapped_column()

    organisation: Mapped[Organisation] = relationship()


class FormerAddress(Model):
    """An address that a draft had before it was renamed; windows that were opened before still lead to it."""

    __tablename__ = "former_address"

    slug: Mapped[str] = mapped_column(String(120), primary_key=True)
    event_id: Mapped[EventId] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)


class EventMeasure(Model):
    """The knot of the thread between an event and a measure it serves, with the reason."""

    __tablename__ = "event_measure"

    event_id: Mapped[EventId] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    measure_id: Mapped[MeasureId] = mapped_column(ForeignKey("measure.id"), primary_key=True, index=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column()

    event: Mapped[Event] = relationship(back_populates="measures")
    measure: Mapped[Measure] = relationship()


class EventChange(Model):
    """An entry of an event's history: what was done by whom, and each value before and after."""

    __tablename__ = "event_change"
    __table_args__ = (Index("ix_event_change_event_id_id", "event_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[EventId] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    actor_key: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str] = mapped_column(Text, default="")
    differences: Mapped[list[dict[str, object]]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column()
