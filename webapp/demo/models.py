from datetime import datetime

from sqlalchemy import JSON, Integer
from sqlalchemy.orm import Mapped, mapped_column

from webapp.foundation.database import Model


class DemoContent(Model):
    """Says that this database holds demo content, and up to which id of each kind things are the demo's.

    None where an earlier version laid it in: then nothing is known to be.
    """

    __tablename__ = "demo_content"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    loaded_at: Mapped[datetime] = mapped_column()
    laid_in: Mapped[dict[str, int] | None] = mapped_column(JSON)
