"""Lists of what can be put away and deleted: what is in use, the archive, and the bin, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from flask import request

from webapp.admin.paging import PER_PAGE, Page, page_of


class Kept(Protocol):
    """What may lie on any of the shelves."""

    @property
    def archived_at(self) -> datetime | None: ...
    @property
    def deleted_at(self) -> datetime | None: ...


T = TypeVar("T", bound=Kept)


class Shelf(StrEnum):
    """As the address says it."""

    USE = ""
    AWAY = "away"
    BIN = "bin"


@dataclass(frozen=True, slots=True)
class Shelved(Generic[T]):
    """One shelf's page of what was searched for, and how many there are on each."""

    shelf: Shelf
    words: str
    rows: Sequence[T]
    page: Page
    counts: dict[str, int]


def asked_words() -> str:
    """What the list at hand is searched for."""
    return request.args.get("q", "")


def shelved(found: Sequence[T]) -> Shelved[T]:
    """The shelf and the page that the request asks for."""
    shown = request.args.get("show", "")
    shelf = Shelf(shown) if shown in set(Shelf) else Shelf.USE
    on = {each: [row for row in found if _shelf_of(row) is each] for each in Shelf}
    at = page_of(request.args.get("page", 1, type=int), len(on[shelf]))
    rows = on[shelf][at.offset : at.offset + PER_PAGE]
    return Shelved(shelf, asked_words(), rows, at, {each.value: len(rows) for each, rows in on.items()})


def _shelf_of(row: Kept) -> Shelf:
    if row.deleted_at is not None:
        return Shelf.BIN
    return Shelf.USE if row.archived_at is None else Shelf.AWAY
