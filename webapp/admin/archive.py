"""Things that settings list, in use or archived: their list, and the buttons that archive one and take it back."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.admin.paging import PER_PAGE, Page, page_of
from webapp.foundation.http.form_page import attempt


class _Kept(Protocol):
    """What is archived instead of deleted."""

    @property
    def archived_at(self) -> datetime | None: ...


_T = TypeVar("_T", bound=_Kept)
Back = Callable[[], ResponseReturnValue]


@dataclass(frozen=True, slots=True)
class Listed(Generic[_T]):
    """A page of what the words find, in use or archived; `counts` says how many there are, by whether archived."""

    rows: Sequence[_T]
    page: Page
    counts: dict[bool, int]
    shows_archived: bool
    words: str


def listed(found_by: Callable[[str], Iterable[_T]]) -> Listed[_T]:
    """What the address asks for: words, in use or archived, and which page."""
    words, shows_archived = request.args.get("q", ""), request.args.get("show") == "away"
    found = list(found_by(words))
    kinds = {kind: [each for each in found if (each.archived_at is not None) == kind] for kind in (False, True)}
    rows, counts = kinds[shows_archived], {kind: len(each) for kind, each in kinds.items()}
    page = page_of(request.args.get("page", 1, type=int), len(rows))
    return Listed(rows[page.offset : page.offset + PER_PAGE], page, counts, shows_archived, words)


def put_away(name: str, act: Callable[[], object], back: Back) -> ResponseReturnValue:
    """Archive what has this name."""
    return attempt(act, back, told=_("“%(name)s” has been archived and is no longer offered.", name=name))


def take_back(name: str, act: Callable[[], object], back: Back) -> ResponseReturnValue:
    """Offer it again."""
    return attempt(act, back, told=_("“%(name)s” is offered again.", name=name))
