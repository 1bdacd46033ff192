"""How texts of several people come together, what a canvas may become, how its history reads."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Protocol

from webapp.canvases.types import CanvasStatus, Chapter, Conflict, Merge, Values, Writing
from webapp.events.types import EventStatus
from webapp.foundation import clock

ONE_GO = timedelta(minutes=10)
# Groups finish their sheet at home, and the paper ones are typed in after the holidays.
WRITES_AFTERWARDS = timedelta(days=14)
_A_DAY = timedelta(days=1)

_OF_THE_GROUP = frozenset({"title", "route", "field_of_action"})
_BECOMES = {
    CanvasStatus.DRAFT: {CanvasStatus.PRESENTED},
    CanvasStatus.PRESENTED: {CanvasStatus.APPROVED, CanvasStatus.DRAFT},
    CanvasStatus.APPROVED: {CanvasStatus.PRESENTED},
}


class Dated(Protocol):
    """What is asked of an event to know whether the links of its groups write."""

    @property
    def status(self) -> str: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def zone(self) -> str: ...


def link_closes_at(event: Dated) -> datetime:
    """When a group's link stops writing: at the end of the fourteenth day after the event's last one, in its zone."""
    last = clock.local(event.ends_at, event.zone).date() + WRITES_AFTERWARDS
    return clock.from_local(datetime.combine(last + _A_DAY, time.min), event.zone)


def link_writes(event: Dated, now: datetime) -> bool:
    """True while a group writes and releases by its link: the event takes place, and its time afterwards isn't over."""
    return event.status == EventStatus.PUBLISHED and now < link_closes_at(event)


def merge(history: Sequence[Values], mine: Mapping[str, object]) -> Merge:
    """My fields put into the newest version, each on its own.

    `history` runs from the version I saw to the newest one. A field that only one side touched takes what that side
    wrote; one that both wrote differently is a conflict and keeps its newest value. What I send and an older version
    held already is nothing new: I left it as it was, or my own text comes twice because an answer got lost.
    """
    seen, newest = history[0], history[-1]
    values, conflicts = dict(newest), {}
    for key, value in mine.items():
        if value == newest.get(key) or any(value == older.get(key) for older in history[:-1]):
            continue
        if newest.get(key) == seen.get(key):
            values[key] = value
        else:
            conflicts[key] = Conflict(theirs=newest.get(key), mine=value)
    return Merge({key: value for key, value in values.items() if value is not None}, conflicts)


def changed(before: Values, after: Values) -> frozenset[str]:
    """The fields in which two versions differ."""
    return frozenset(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))


def may_become(status: CanvasStatus, other: CanvasStatus) -> bool:
    """True for a step from draft over presented to approved, and for a step back."""
    return other in _BECOMES[status]


def is_blank(values: Values, first: Values) -> bool:
    """True while a canvas holds nothing but the name, the route and the field that its group came with (`first`)."""
    return all(key in _OF_THE_GROUP and value == first.get(key) for key, value in values.items())


def after_writing(status: CanvasStatus) -> CanvasStatus:
    """What writing does to a state: what was approved has to be approved again, because it reads differently now."""
    return CanvasStatus.PRESENTED if status is CanvasStatus.APPROVED else status


def chapters(writings: Iterable[Writing]) -> list[Chapter]:
    """The versions (oldest first) for a reader: newest first, and what one person typed in one go taken together."""
    told: list[Chapter] = []
    before: Values = {}
    start: Values = {}
    for writing in writings:
        last = told[-1] if told else None
        if last and last.actor_key == writing.actor_key and writing.written_at - last.ended_at <= ONE_GO:
            told.pop()
            began_at = last.began_at
        else:
            start, began_at = before, writing.written_at
        told.append(
            Chapter(
                version=writing.version,
                changed=tuple(sorted(changed(start, writing.values))),
                actor_key=writing.actor_key,
                began_at=began_at,
                ended_at=writing.written_at,
            )
        )
        before = writing.values
    return told[::-1]
