from datetime import date, datetime

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.foundation.database import Model
from webapp.organisations.models import Organisation
from webapp.organisations.types import OrganisationId
from webapp.procurement.types import TenderId


class Tender(Model):
    """A tender as it is announced.

    `publication_on` is the day on which it is planned to be published, `submit_until` the end of the time for bids.
    `trade` is a key of the Handwerksordnung's trades, `link` leads to the platform.
    """

    __tablename__ = "tender"

    id: Mapped[TenderId] = mapped_column(Integer, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    calendar_uid: Mapped[str] = mapped_column(String(80), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    body_id: Mapped[OrganisationId] = mapped_column(ForeignKey("organisation.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    trade: Mapped[str] = mapped_column(String(20), index=True)
    place: Mapped[str] = mapped_column(String(120), default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    zone: Mapped[str] = mapped_column(String(40))
    publication_on: Mapped[date | None] = mapped_column()
    submit_until: Mapped[datetime | None] = mapped_column()
    status: Mapped[str] = mapped_column(String(12))
    created_at: Mapped[datetime] = mapped_column()
    touched_at: Mapped[datetime] = mapped_column()

    body: Mapped[Organisation] = relationship()
