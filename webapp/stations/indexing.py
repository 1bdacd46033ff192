"""What search finds an event by: its stations."""

from collections.abc import Iterable

from sqlalchemy import select

from webapp.events.indexing import EVENT, uses
from webapp.events.types import Feature
from webapp.foundation import search
from webapp.foundation.database import session
from webapp.stations.models import Station


def _texts(event_id: int) -> Iterable[str]:
    if not uses(event_id, Feature.STATIONS):
        return
    for station in session().scalars(select(Station).where(Station.event_id == event_id)):
        yield from (station.title, station.summary, station.place)


search.add_source(EVENT, _texts)
search.watch(Station, EVENT, ("title", "summary", "place"), lambda station: [station.event_id])
