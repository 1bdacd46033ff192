"""What can be copied, and the day that a copy is suggested for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from webapp.admin.reach import own_events
from webapp.events.models import Event
from webapp.events.queries import dates_of_series
from webapp.events.rhythm import a_year_on, next_day
from webapp.events.types import EventFormat, Shelf
from webapp.foundation import clock

_OFFERED = 30
_MONTHS = {EventFormat.REGULARS_TABLE: 1}


@dataclass(frozen=True, slots=True)
class Originals:
    """Events that can be copied, and whether there are more than are shown."""

    events: Sequence[Event]
    has_more: bool


def originals(words: str) -> Originals:
    """What whoever acts organizes, the latest first, archived ones too. Six queries."""
    found = [*own_events(words), *own_events(words, shelf=Shelf.ARCHIVE)]
    found.sort(key=lambda each: each.starts_at, reverse=True)
    return Originals(found[:_OFFERED], len(found) > _OFFERED)


def day_next_year(event: Event, now: datetime) -> date:
    """The same day of the week, about a year later."""
    return a_year_on(_day(event), _today(event, now))


def day_of_the_next(event: Event, now: datetime) -> date:
    """The day to which the rhythm of the event's series leads. At most one query."""
    dates = dates_of_series([event.series_id])[event.series_id] if event.series_id is not None else [event]
    days = [_day(each) for each in dates or [event]]
    return next_day(days, _today(event, now), months=_MONTHS.get(EventFormat(event.format), 12))


def _day(event: Event) -> date:
    return clock.local(event.starts_at, event.zone).date()


def _today(event: Event, now: datetime) -> date:
    return clock.local(now, event.zone).date()
