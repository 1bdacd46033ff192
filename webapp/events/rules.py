"""What an event allows at a moment, and how its times move; decided without a database."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Protocol

from webapp.events.types import EventStatus, Feature, Phase
from webapp.foundation import clock

KEPT_IN_BIN = timedelta(days=30)


class Dated(Protocol):
    """What is asked of an event to know where it stands."""

    @property
    def status(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def registration_closes_at(self) -> datetime | None: ...
    @property
    def features(self) -> list[str]: ...


def phase(event: Dated, now: datetime) -> Phase:
    """Where the event stands at `now`; its first moment belongs to it, its last does not."""
    if event.status != EventStatus.PUBLISHED:
        return Phase(event.status)
    if now < event.starts_at:
        return Phase.UPCOMING
    return Phase.RUNNING if now < event.ends_at else Phase.PAST


class Cancelled(Dated, Protocol):
    """What is asked of an event to know whether it may take place after all."""

    @property
    def postponed_for(self) -> str | None: ...


def may_be_restored(event: Cancelled, now: datetime) -> bool:
    """True for a cancelled event as long as its date lies ahead; one that had come off its date awaits a new one."""
    has_time = now < event.ends_at or event.postponed_for is not None
    return event.status == EventStatus.CANCELLED and has_time


def may_be_archived(event: Dated, now: datetime) -> bool:
    """True for what is over, or doesn't take place."""
    return phase(event, now) in {Phase.PAST, Phase.CANCELLED}


def leaves_the_bin_at(deleted_at: datetime) -> datetime:
    """When what was thrown away is erased."""
    return deleted_at + KEPT_IN_BIN


def tells_all_where_to_join(conference_url: str, features: Collection[str]) -> bool:
    """True for an event online to which everybody may come: nobody has a place by which to learn of the link."""
    return bool(conference_url) and Feature.REGISTRATION not in features


def registration_is_open(event: Dated, now: datetime) -> bool:
    """True while people may register: published and not yet closed, which it is at the start at the latest."""
    closes_at = event.registration_closes_at or event.starts_at
    return (
        event.status == EventStatus.PUBLISHED
        and Feature.REGISTRATION in event.features
        and now < min(closes_at, event.starts_at)
    )


def moved(moment: datetime, by: timedelta, zone: str) -> datetime:
    """`moment` moved by what the clock on the wall in `zone` moves: 15:00 stays 15:00 over a change of the clocks."""
    return clock.from_local(clock.local(moment, zone).replace(tzinfo=None) + by, zone)


def new_deadline(closes_at: datetime, by: timedelta, starts_at: datetime, zone: str, now: datetime) -> datetime:
    """When something closes that closes at `closes_at`, where its event is moved `by` and begins at `starts_at`.

    It keeps its distance to the start. What was still to come never lies in the past by that: it stays as it was,
    or comes to the new start where that is sooner.
    """
    then = moved(closes_at, by, zone)
    return min(closes_at, starts_at) if then <= now < closes_at else then


def wall_offset(before: datetime, after: datetime, zone: str) -> timedelta:
    """How far the clock on the wall in `zone` is moved from one moment to the other."""
    return clock.local(after, zone).replace(tzinfo=None) - clock.local(before, zone).replace(tzinfo=None)
