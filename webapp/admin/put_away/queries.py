from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.admin.paging import PER_PAGE, Page, page_of
from webapp.admin.reach import own_events
from webapp.events.models import Event
from webapp.events.rules import leaves_the_bin_at, phase
from webapp.events.types import Phase, Shelf


@dataclass(frozen=True, slots=True)
class Row:
    """An event that was put away, how it stands, and when it is erased where it lies in the bin."""

    event: Event
    phase: Phase
    erased_at: datetime | None


@dataclass(frozen=True, slots=True)
class ShelfPage:
    """A page of what lies on a shelf, and how many there are in all."""

    rows: Sequence[Row]
    page: Page
    total: int


def shelf_page(shelf: Shelf, *, words: str, page: int, now: datetime) -> ShelfPage:
    """What lies there, what was put there last in front. Three queries."""
    found = sorted(own_events(words, shelf=shelf), key=lambda each: each.deleted_at or each.starts_at, reverse=True)
    at = page_of(page, len(found))
    shown = found[at.offset : at.offset + PER_PAGE]
    rows = [
        Row(each, phase(each, now), leaves_the_bin_at(each.deleted_at) if each.deleted_at else None) for each in shown
    ]
    return ShelfPage(rows, at, len(found))
