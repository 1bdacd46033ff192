from sqlalchemy import Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.foundation.database import Model
from webapp.organisations.types import OrganisationId


class Organisation(Model):
    __tablename__ = "organisation"

    id: Mapped[OrganisationId] = mapped_column(Integer, primary_key=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(20))
    city: Mapped[str] = mapped_column(String(80), default="")
    profile: Mapped[str] = mapped_column(Text, default="")
