"""Lists of what can be put away and deleted: what is in use, the archive, and the bin, a page at a time; archiving."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.admin.paging import PER_PAGE, Page, page_of
from webapp.foundation.http.form_page import Undo, attempt


class Kept(Protocol):
    """What may lie on any of the shelves."""

    @property
    def archived_at(self) -> datetime | None: ...
    @property
    def deleted_at(self) -> datetime | None: ...


T = TypeVar("T", bound=Kept)
Back = Callable[[], ResponseReturnValue]


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


def put_away(name: str, act: Callable[[], object], back: Back, undo: str) -> ResponseReturnValue:
    """Archive what has this name; `undo` is the address that offers it again."""
    told = _("“%(name)s” has been archived and is no longer offered.", name=name)
    return attempt(act, back, told=told, undo=Undo(undo))


def take_back(name: str, act: Callable[[], object], back: Back) -> ResponseReturnValue:
    """Offer it again."""
    return attempt(act, back, told=_("“%(name)s” is offered again.", name=name))


def _shelf_of(row: Kept) -> Shelf:
    if row.deleted_at is not None:
        return Shelf.BIN
    return Shelf.USE if row.archived_at is None else Shelf.AWAY
