from datetime import datetime

from sqlalchemy import JSON, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.fields.types import FieldSetId
from webapp.foundation.database import Model


class FieldSet(Model):
    """A set of definitions under a key. A change makes a new version, so that old answers stay readable."""

    __tablename__ = "field_set"
    __table_args__ = (UniqueConstraint("key", "version"),)

    id: Mapped[FieldSetId] = mapped_column(Integer, primary_key=True)
    key: Mapped[str] = mapped_column(String(80))
    version: Mapped[int] = mapped_column()
    definitions: Mapped[list[dict[str, object]]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column()
