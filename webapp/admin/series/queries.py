from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from webapp.events.models import Event, EventSeries
from webapp.events.queries import dates_of_series, known_series
from webapp.events.rhythm import next_day
from webapp.events.rules import phase
from webapp.events.types import Phase
from webapp.foundation import clock
from webapp.foundation.matching import looked_for
from webapp.organisations.types import OrganisationId

_AHEAD = {Phase.DRAFT, Phase.UPCOMING, Phase.RUNNING}


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of a series and where it stands."""

    event: Event
    phase: Phase


@dataclass(frozen=True, slots=True)
class SeriesState:
    """A series with its dates, the latest first: which is the next one, or when it could be."""

    series: EventSeries
    dates: Sequence[Dated]
    next: Dated | None
    last: Dated | None
    suggested: date | None


def series_of(organisation_ids: Collection[OrganisationId], now: datetime, words: str) -> list[SeriesState]:
    """The series of these organisations whose names hold all of these words, by name. Two queries."""
    known = looked_for(words, known_series(organisation_ids), lambda each: f"{each.title} {each.organisation.name}")
    dates = dates_of_series([each.id for each in known])
    return [_state(each, dates.get(each.id, []), now) for each in known]


def state_of(series: EventSeries, now: datetime) -> SeriesState:
    """One series. One query."""
    return _state(series, dates_of_series([series.id]).get(series.id, []), now)


def _state(series: EventSeries, events: Sequence[Event], now: datetime) -> SeriesState:
    dates = [Dated(each, phase(each, now)) for each in events]
    ahead = [each for each in dates if each.phase in _AHEAD and each.event.ends_at > now]
    days = [clock.local(each.starts_at, each.zone).date() for each in events]
    return SeriesState(
        series=series,
        dates=dates[::-1],
        next=ahead[0] if ahead else None,
        last=dates[-1] if dates else None,
        suggested=next_day(days, clock.local(now, events[-1].zone).date()) if days else None,
    )
