from datetime import datetime

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped, mapped_column

from webapp.foundation.database import Model


class DemoContent(Model):
    """Says that this database holds demo content and may be emptied without asking."""

    __tablename__ = "demo_content"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    loaded_at: Mapped[datetime] = mapped_column()
