"""Series and their dates."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from webapp.events.errors import SeriesNotFoundError
from webapp.events.models import Event, EventSeries
from webapp.events.queries.loading import AROUND, IS_KEPT
from webapp.events.queries.seen import SEEN
from webapp.events.types import SeriesId
from webapp.foundation.database import session
from webapp.foundation.names import same_name
from webapp.foundation.ordering import in_order
from webapp.organisations.types import OrganisationId


@dataclass(frozen=True, slots=True)
class SeriesDates:
    """A series and its dates, the earliest first."""

    series: EventSeries
    events: Sequence[Event] = field(default_factory=list)


def known_series(organisation_ids: Collection[OrganisationId] | None = None) -> Sequence[EventSeries]:
    """Every series of these organisations (None: of all) that isn't in the bin, by its title. One query."""
    return _series(organisation_ids, EventSeries.deleted_at.is_(None))


def series_in_bin(organisation_ids: Collection[OrganisationId]) -> Sequence[EventSeries]:
    """Those that were deleted and can be taken back, by title. One query."""
    return _series(organisation_ids, EventSeries.deleted_at.is_not(None))


def slugs_of_all_series() -> set[str]:
    """The addresses that are taken, those in the bin too. One query."""
    return set(session().scalars(select(EventSeries.slug)))


def _series(organisation_ids: Collection[OrganisationId] | None, lies_there: ColumnElement[bool]) -> list[EventSeries]:
    statement = (
        select(EventSeries).where(lies_there).order_by(EventSeries.id).options(joinedload(EventSeries.organisation))
    )
    if organisation_ids is not None:
        statement = statement.where(EventSeries.organisation_id.in_(set(organisation_ids)))
    return sorted(session().scalars(statement), key=lambda each: in_order(each.title))


def find_series(title: str, organisation_id: OrganisationId) -> EventSeries | None:
    """The organisation's series of this name, whatever its letters, also one in the bin. One query."""
    known = session().scalars(select(EventSeries).where(EventSeries.organisation_id == organisation_id))
    return next((each for each in known if same_name(each.title) == same_name(title)), None)


def get_series(slug: str) -> EventSeries:
    """The series with this address; SeriesNotFoundError when there is none. One query."""
    statement = select(EventSeries).where(EventSeries.slug == slug).options(joinedload(EventSeries.organisation))
    found = session().scalar(statement)
    if found is None:
        raise SeriesNotFoundError
    return found


def dates_of_series(series_ids: Collection[SeriesId]) -> Mapping[SeriesId, list[Event]]:
    """All events of these series that aren't in the bin, the earliest first. One query."""
    found: dict[SeriesId, list[Event]] = defaultdict(list)
    statement = select(Event).where(Event.series_id.in_(set(series_ids)), IS_KEPT)
    for event in session().scalars(statement.order_by(Event.starts_at, Event.id).options(*AROUND)):
        if event.series_id is not None:
            found[event.series_id].append(event)
    return found


def public_series(slug: str) -> SeriesDates:
    """A series as readers see it: what was published of it; SeriesNotFoundError where that is nothing. Two queries."""
    series = get_series(slug)
    statement = select(Event).where(Event.series_id == series.id, *SEEN)
    events = session().scalars(statement.order_by(Event.starts_at, Event.id).options(*AROUND)).all()
    if not events:
        raise SeriesNotFoundError  # drafts tell nobody its name
    return SeriesDates(series, events)


def slugs_of_series(series_id: SeriesId) -> Sequence[str]:
    """The addresses of all events of a series, wherever they lie. One query."""
    return session().scalars(select(Event.slug).where(Event.series_id == series_id)).all()
