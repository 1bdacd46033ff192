from sqlalchemy import select, union

from webapp.events.models import Event, FormerAddress
from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.foundation.revisions import RevisionScope


def taken_slugs(start: str, but: EventId | None = None) -> set[RevisionScope]:
    """The slugs that begin with `start` and belong, or belonged, to other events than `but`."""
    now = select(Event.slug).where(Event.slug.startswith(start, autoescape=True), Event.id != (but or 0))
    before = FormerAddress.slug.startswith(start, autoescape=True), FormerAddress.event_id != (but or 0)
    return set(session().scalars(union(now, select(FormerAddress.slug).where(*before))))
