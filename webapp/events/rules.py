"""What an event allows at a moment, how it is found and addressed; decided without a database."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol

from webapp.events.types import EventStatus, Feature, Phase
from webapp.foundation import clock

LONGEST_SLUG = 80
_SPELT_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "œ": "oe"}
)
_SERIES = "series"  # stands in for a title without letters that addresses know
_RESERVED = frozenset({"new"})  # addresses of the desk


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


def registration_is_open(event: Dated, now: datetime) -> bool:
    """True while people may register: published and not yet closed, which it is at the start at the latest."""
    closes_at = event.registration_closes_at or event.starts_at
    return (
        event.status == EventStatus.PUBLISHED
        and Feature.REGISTRATION in event.features
        and now < min(closes_at, event.starts_at)
    )


def slugs(title: str, year: int, otherwise: str) -> Iterable[str]:
    """Addresses to try for a title, best first, without end; `otherwise` stands in for a title without letters."""
    base = slugged(title) or slugged(otherwise)
    if base not in _RESERVED:
        yield base
    dated = base if base.endswith(str(year)) else f"{base}-{year}"
    if dated != base:
        yield dated
    number = 2
    while True:
        yield f"{dated}-{number}"
        number += 1


def slugs_of_series(title: str) -> Iterable[str]:
    """Addresses to try for the title of a series, best first, without end."""
    base = slugged(title) or _SERIES
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1


def slugged(text: str) -> str:
    """The text in small ASCII letters, digits and hyphens, umlauts spelt out, at most 80 characters; maybe empty."""
    spelt = unicodedata.normalize("NFC", text).lower().translate(_SPELT_OUT)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(slug) <= LONGEST_SLUG:
        return slug
    whole_words, _, _ = slug[: LONGEST_SLUG + 1].rpartition("-")
    return whole_words or slug[:LONGEST_SLUG]


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
