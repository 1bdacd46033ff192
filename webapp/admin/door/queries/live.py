"""The doors of an event as the desk watches them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.checkin.models import CheckPoint, DoorDevice
from webapp.checkin.queries import counts_of, points_of
from webapp.checkin.queries.live import (
    Arrivals,
    Doubt,
    Gate,
    arrivals_of,
    devices_of,
    doubts_of,
    gates_of,
    missing_of,
    present_in_rooms,
    shares_of,
)
from webapp.checkin.types import EVER, Counts, PointKind
from webapp.events.days import today_began
from webapp.events.models import Event
from webapp.foundation.localized import in_language
from webapp.registration.queries.setup import all_categories_of


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category in the reader's words; `label` is empty for people without one."""

    label: str
    expected: int
    came: int
    present: int
    missing: int


@dataclass(frozen=True, slots=True)
class RoomRow:
    point: CheckPoint
    present: int


@dataclass(frozen=True, slots=True)
class LiveDoor:
    """All that the live page shows."""

    counts: Counts
    came: int
    categories: Sequence[CategoryRow]
    gates: Sequence[Gate]
    rooms: Sequence[RoomRow]
    arrivals: Sequence[Arrivals]
    devices: Sequence[DoorDevice]
    doubts: Sequence[Doubt]
    missing: Sequence[str]
    now: datetime

    @property
    def stayed_away(self) -> int:
        """How many with a ticket are not here yet today; once all is over, how many never came in."""
        return sum(row.missing for row in self.categories)

    @property
    def busiest(self) -> int:
        return max((each.count for each in self.arrivals), default=0)


def live_door(event: Event, lang: str, now: datetime) -> LiveDoor:
    """The doors right now. Ten queries, however many came."""
    today = today_began(event, now)
    # Afterwards somebody is missing who came on none of the days.
    missed_since = today if now < event.ends_at else EVER
    labels = {each.id: in_language(each.label, lang) for each in all_categories_of(event.id)}
    shares = [
        CategoryRow(
            labels.get(each.category_id, "") if each.category_id else "",
            each.expected,
            each.came,
            each.present,
            each.missing,
        )
        for each in shares_of(event.id, since=today, missed_since=missed_since)
    ]
    present = present_in_rooms(event.id, since=today)
    rooms = [each for each in points_of(event.id) if each.kind == PointKind.ROOM]
    return LiveDoor(
        counts=counts_of(event.id, since=today),
        came=sum(each.came for each in shares),
        categories=shares,
        gates=gates_of(event.id, since=today),
        rooms=[RoomRow(each, present.get(each.public_id, 0)) for each in rooms],
        arrivals=arrivals_of(event.id),
        devices=devices_of(event.id),
        doubts=doubts_of(event.id),
        missing=missing_of(event.id, since=missed_since),
        now=now,
    )
