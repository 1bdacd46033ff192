from datetime import datetime

from sqlalchemy import JSON, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.foundation.database import Model


class OfficeSettings(Model):
    """One row: what the office says of its installation. An empty name, address or colour is not said yet.

    It is made at the first start, of what the operator's variables say; from then on only pages change it.
    """

    __tablename__ = "office_settings"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(80))
    email: Mapped[str] = mapped_column(String(320))
    accent: Mapped[str] = mapped_column(String(7))
    languages: Mapped[list[str]] = mapped_column()
    zone: Mapped[str] = mapped_column(String(64))
    kept_days: Mapped[int] = mapped_column()
    formats_left_out: Mapped[list[str]] = mapped_column()
    changed_at: Mapped[datetime] = mapped_column()
    changed_by: Mapped[str] = mapped_column(String(40))


class LegalVersion(Model):
    """A legal text as it was published; the one with the highest number holds. Consents name its wording."""

    __tablename__ = "legal_version"
    __table_args__ = (UniqueConstraint("kind", "number"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[int] = mapped_column()
    texts: Mapped[dict[str, str]] = mapped_column()
    wording: Mapped[str] = mapped_column(String(12))
    published_at: Mapped[datetime] = mapped_column()
    published_by: Mapped[str] = mapped_column(String(40))


class LegalDraft(Model):
    """A legal text as somebody is writing it, unseen by readers. `deleted_at`: since when it lies in the bin.

    `replaced`: what the draft said before an earlier version took its place, until somebody goes on writing.
    """

    __tablename__ = "legal_draft"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    texts: Mapped[dict[str, str]] = mapped_column()
    changed_at: Mapped[datetime] = mapped_column()
    changed_by: Mapped[str] = mapped_column(String(40))
    replaced: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    deleted_at: Mapped[datetime | None] = mapped_column()


class SetUp(Model):
    """One row: the link by which the first account is made, and when that was done."""

    __tablename__ = "set_up"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    public_id: Mapped[str] = mapped_column(String(22))
    made_at: Mapped[datetime] = mapped_column()
    used_at: Mapped[datetime | None] = mapped_column()
