"""What search finds an event by: its programme."""

from collections.abc import Iterable

from sqlalchemy import select

from webapp.agenda.models import AgendaItem
from webapp.events.indexing import EVENT, uses
from webapp.events.types import Feature
from webapp.foundation import search
from webapp.foundation.database import session


def _texts(event_id: int) -> Iterable[str]:
    if not uses(event_id, Feature.AGENDA):
        return
    statement = select(AgendaItem).where(AgendaItem.event_id == event_id, AgendaItem.dropped_at.is_(None))
    for item in session().scalars(statement):
        yield from (item.title, item.summary, item.place, *item.speakers)


search.add_source(EVENT, _texts)
search.watch(AgendaItem, EVENT, ("title", "summary", "place", "speakers", "dropped_at"), lambda item: [item.event_id])
