from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.foundation.database import Model
from webapp.foundation.references import PART
from webapp.organisations.types import FundingNoticeId, Logo, OrganisationId


class Organisation(Model):
    """Somebody who acts. `logos` holds what is stored of each `Shade`; `parts` are of `OrganisationPart`.

    `sender_name` and `reply_to` stand over mails about its events; empty ones are its name, and the event's contact.
    `deleted_at`: since when it lies in the bin; it is put away then, too. `removed_logos` can be taken back as long.
    """

    __tablename__ = "organisation"

    id: Mapped[OrganisationId] = mapped_column(Integer, primary_key=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(20))
    city: Mapped[str] = mapped_column(String(80), default="")
    profile: Mapped[str] = mapped_column(Text, default="")
    street: Mapped[str] = mapped_column(String(200), default="", server_default="")
    postcode: Mapped[str] = mapped_column(String(12), default="", server_default="")
    website: Mapped[str] = mapped_column(String(500), default="", server_default="")
    contact_email: Mapped[str] = mapped_column(String(320), default="", server_default="")
    contact_phone: Mapped[str] = mapped_column(String(60), default="", server_default="")
    parts: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    logos: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    logo_alt: Mapped[str] = mapped_column(String(200), default="", server_default="")
    sender_name: Mapped[str] = mapped_column(String(120), default="", server_default="")
    reply_to: Mapped[str] = mapped_column(String(320), default="", server_default="")
    archived_at: Mapped[datetime | None] = mapped_column()
    deleted_at: Mapped[datetime | None] = mapped_column()
    removed_logos: Mapped[list[dict[str, Any]]] = mapped_column(default=list, server_default="[]")

    def logo(self, shade: str) -> Logo:
        """Its logo for a light or a dark ground; none where nothing was uploaded."""
        return logo_of({**self.logos.get(shade, {}), "alt": self.logo_alt or self.name})

    @property
    def sends_as(self) -> str:
        """By which name mails about its events come."""
        return self.sender_name or self.name


class FundingNotice(Model):
    """Who pays, as events of an organisation say it; `formats` are those whose new events say it by themselves."""

    __tablename__ = "funding_notice"

    id: Mapped[FundingNoticeId] = mapped_column(Integer, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    organisation_id: Mapped[OrganisationId] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True, info=PART
    )
    title: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    logos: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    formats: Mapped[list[str]] = mapped_column(default=list)
    archived_at: Mapped[datetime | None] = mapped_column()
    deleted_at: Mapped[datetime | None] = mapped_column()
    removed_logos: Mapped[list[dict[str, Any]]] = mapped_column(default=list, server_default="[]")

    organisation: Mapped[Organisation] = relationship()

    @property
    def pictures(self) -> tuple[Logo, ...]:
        """Its logos, in the order in which they stand."""
        return tuple(logo_of(each) for each in self.logos)


def logo_of(stored: Mapping[str, Any]) -> Logo:
    """A logo from what is stored of it."""
    return Logo(stored.get("file", ""), stored.get("width", 0), stored.get("height", 0), stored.get("alt", ""))
