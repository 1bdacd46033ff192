"""An event as readers will see it once it is published and what is drafted of it is taken over.

Inside, whoever reads it in this request takes it for published; nothing of that is stored.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy.orm.attributes import set_committed_value

from webapp.events.models import Event
from webapp.events.types import EventId, EventStatus

_shown: ContextVar[EventId | None] = ContextVar("shown_as_published", default=None)


@contextmanager
def as_published(event: Event) -> Iterator[None]:
    """Inside, the event counts as published, unless it was called off, and its drafted questions as asked."""
    before, token = event.status, _shown.set(event.id)
    if before == EventStatus.DRAFT:
        set_committed_value(event, "status", EventStatus.PUBLISHED.value)
    try:
        yield
    finally:
        set_committed_value(event, "status", before)
        _shown.reset(token)


def is_shown_as_published(event_id: EventId) -> bool:
    """True while this event is looked at as it will be."""
    return _shown.get() == event_id
