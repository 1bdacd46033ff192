from sqlalchemy import Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.foundation.database import Model


class SearchWord(Model):
    """That a stem stands in the texts of something; `kind` and `target` say of what."""

    __tablename__ = "search_word"
    __table_args__ = (Index("ix_search_word_kind_word", "kind", "word"),)

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    target: Mapped[int] = mapped_column(Integer, primary_key=True)
    word: Mapped[str] = mapped_column(String(60), primary_key=True)


class SearchRules(Model):
    """By which rules the index was made; an older one is made anew."""

    __tablename__ = "search_rules"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    version: Mapped[int] = mapped_column()
