"""Items of the programme for tests."""

from datetime import timedelta

from webapp.agenda import services
from webapp.agenda.models import AgendaItem
from webapp.agenda.types import ItemKind
from webapp.events.models import Event
from webapp.foundation import clock


def make_item(event: Event, title: str = "Begrüßung", *, begins: int = 0, lasts: int = 20, **extras) -> AgendaItem:
    """An item that begins so many minutes after its event and lasts so many."""
    starts_at = event.starts_at + timedelta(minutes=begins)
    return services.add_item(
        event=event,
        now=clock.now(),
        title=title,
        kind=extras.pop("kind", ItemKind.WELCOME),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=lasts),
        **extras,
    )
