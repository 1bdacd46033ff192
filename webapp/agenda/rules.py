"""What a programme says about itself, decided without a database."""

from collections.abc import Sequence
from datetime import datetime
from itertools import combinations
from typing import Protocol, TypeVar

from webapp.agenda.types import Doubt, Trouble
from webapp.events.types import Span
from webapp.foundation.names import same_name


class Planned(Protocol):
    """What is asked of an item to judge it."""

    @property
    def public_id(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def place(self) -> str: ...
    @property
    def track(self) -> str: ...


Item = TypeVar("Item", bound=Planned)


def doubts(items: Sequence[Planned], span: Span) -> list[Doubt]:
    """What deserves a second look: items outside the event, and pairs at the same time that get in each other's way."""
    found = []
    for item in items:
        if item.starts_at < span.starts_at:
            found.append(Doubt(Trouble.TOO_EARLY, item.public_id))
        if item.ends_at > span.ends_at:
            found.append(Doubt(Trouble.TOO_LATE, item.public_id))
    for one, other in combinations(items, 2):
        trouble = _between(one, other)
        if trouble is not None:
            found.append(Doubt(trouble, one.public_id, other.public_id))
    return found


def now_and_next(items: Sequence[Item], now: datetime) -> tuple[list[Item], list[Item]]:
    """What runs at `now`, and what begins next after it (several where tracks run side by side)."""
    running = [item for item in items if item.starts_at <= now < item.ends_at]
    coming = [item for item in items if item.starts_at > now]
    first = min((item.starts_at for item in coming), default=None)
    return running, [item for item in coming if item.starts_at == first]


def _between(one: Planned, other: Planned) -> Trouble | None:
    if not (one.starts_at < other.ends_at and other.starts_at < one.ends_at):
        return None
    places = {same_name(one.place), same_name(other.place)}
    if len(places) == 1 and "" not in places:
        return Trouble.SAME_PLACE
    # Items without a track are for everybody, so two of them at once need at least two places.
    apart = same_name(one.track) != same_name(other.track) or (not one.track and "" not in places)
    return None if apart else Trouble.SAME_TRACK
