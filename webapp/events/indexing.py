"""What search finds an event by."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import cache

from sqlalchemy import select

from webapp.events.models import Event, EventMeasure, EventPartner, EventSeries, Venue
from webapp.events.types import EventStatus, Feature
from webapp.events.wording import FORMATS
from webapp.foundation import clock, search
from webapp.foundation.database import session
from webapp.foundation.http import formats
from webapp.foundation.http.language import LANGUAGES, speaking
from webapp.organisations.models import Organisation

EVENT = "event"
_MOST_DAYS = 31
# What these events are about, in both languages; whoever bids looks for tenders, and not the other way round.
search.teach(
    "tenders",
    "Vergabe Vergaben Ausschreibung Ausschreibungen procurement tender tenders",
    "bid bids bidding Auftragsvergabe",
)
search.teach("children", "Kind Kinder child children kid kids")


def uses(event_id: int, feature: Feature) -> bool:
    """Whether the event uses that: of what it doesn't use nothing is found."""
    event = session().get(Event, event_id)
    return event is not None and event.uses(feature)


def _everything() -> Iterable[int]:
    return session().scalars(select(Event.id))


def _texts(event_id: int) -> Iterable[str]:
    event = session().get(Event, event_id)
    if event is None:
        return
    yield from _labels(event.format)
    yield from (event.title, event.teaser, event.description, event.plain_language, *event.audience)
    organisations = [event.host, *(partner.organisation for partner in event.partners)]
    yield from (name for each in organisations for name in (each.name, each.short_name))
    if event.venue is not None:
        yield from (event.venue.name, event.venue.city, event.venue.postcode)
    if event.conference_url:
        yield "online"
    if event.status != EventStatus.POSTPONED:
        yield from _days(event)
    if event.series is not None:
        yield event.series.title
    yield from (link.measure.title for link in event.measures)


def _days(event: Event) -> Iterator[str]:
    """Its days, with the names of the months in every language as the card shows them; of a long time the first month.

    Without the days of the week: whoever looks for „Tag“ doesn't mean each Thursday.
    """
    first = clock.local(event.starts_at, event.zone).date()
    last = formats.last_day(event.starts_at, event.ends_at, event.zone)
    for number in range(min((last - first).days, _MOST_DAYS) + 1):
        day = first + timedelta(days=number)
        for lang in LANGUAGES:
            yield formats.long_day(day, lang).partition(formats.NBSP)[2]
            yield formats.month(day, lang)


@cache
def _labels(kind: str) -> tuple[str, ...]:
    """What the card says of its format, in every language."""
    said = []
    for lang in LANGUAGES:
        with speaking(lang):
            said.append(str(FORMATS[kind]))
    return tuple(said)


def _at(venue: Venue) -> Iterable[int]:
    return session().scalars(select(Event.id).where(Event.venue_id == venue.id))


def _of(series: EventSeries) -> Iterable[int]:
    return session().scalars(select(Event.id).where(Event.series_id == series.id))


def _by(organisation: Organisation) -> Iterable[int]:
    partnered = select(EventPartner.event_id).where(EventPartner.organisation_id == organisation.id)
    return session().scalars(select(Event.id).where(Event.host_id == organisation.id).union(partnered))


_COLUMNS = (
    "title",
    "teaser",
    "description",
    "plain_language",
    "audience",
    "features",
    "host_id",
    "venue_id",
    "series_id",
    "format",
    "status",
    "starts_at",
    "ends_at",
    "zone",
    "conference_url",
)
search.add_kind(EVENT, _everything)
search.add_source(EVENT, _texts)
search.watch(Event, EVENT, _COLUMNS, lambda event: [event.id])
search.watch(EventMeasure, EVENT, ("measure_id",), lambda link: [link.event_id])
search.watch(EventPartner, EVENT, ("organisation_id",), lambda partner: [partner.event_id])
search.watch(EventSeries, EVENT, ("title",), _of)
search.watch(Venue, EVENT, ("name", "city", "postcode"), _at)
search.watch(Organisation, EVENT, ("name", "short_name"), _by)
