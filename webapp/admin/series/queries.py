from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from webapp.contacts.models import ContactList
from webapp.contacts.queries.lists import invitable
from webapp.contacts.queries.series import Missing, Regulars, list_of, missing_of, regulars_of
from webapp.contacts.types import Left
from webapp.events.models import Event, EventSeries
from webapp.events.queries import dates_of_series, known_series
from webapp.events.rhythm import next_day
from webapp.events.rules import phase
from webapp.events.types import Phase
from webapp.foundation import clock
from webapp.foundation.matching import looked_for
from webapp.organisations.types import OrganisationId

_AHEAD = {Phase.DRAFT, Phase.UPCOMING, Phase.RUNNING}
_TOOK_PLACE = {Phase.RUNNING, Phase.PAST}
_SHOWN = 20


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


@dataclass(frozen=True, slots=True)
class SeriesPeople:
    """Whom a series invites: its list, who of earlier dates is missing there, and who came to several of `counted`."""

    list: ContactList
    left: Left
    missing: Missing
    regulars: Regulars
    counted: int


def series_of(organisation_ids: Collection[OrganisationId], now: datetime, words: str) -> list[SeriesState]:
    """The series of these organisations whose names hold all of these words, by name. Two queries."""
    known = looked_for(words, known_series(organisation_ids), lambda each: f"{each.title} {each.organisation.name}")
    dates = dates_of_series([each.id for each in known])
    return [_state(each, dates.get(each.id, []), now) for each in known]


def state_of(series: EventSeries, now: datetime) -> SeriesState:
    """One series. One query."""
    return _state(series, dates_of_series([series.id]).get(series.id, []), now)


def people_of(state: SeriesState, now: datetime) -> SeriesPeople:
    """The people of its organisation's dates. Eleven queries, and four more for every few hundred people."""
    own = [each for each in state.dates if each.event.host_id == state.series.organisation_id]
    earlier = [each.event.id for each in own if each.event.starts_at <= now and each.phase is not Phase.DRAFT]
    took_place = [each.event.id for each in own if each.phase in _TOOK_PLACE]
    found = list_of(state.series.id)
    return SeriesPeople(
        list=found,
        left=invitable(found).left,
        missing=missing_of(found, earlier),
        regulars=regulars_of(found, took_place, limit=_SHOWN),
        counted=len(took_place),
    )


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
