"""Who may read an event: everybody, but a draft only whoever may read at its desk."""

from flask import abort

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.events.models import Event
from webapp.events.queries import get_event
from webapp.events.types import EventStatus
from webapp.foundation.http.transaction_frame import keep_private


def readable_event(slug: str) -> Event:
    """The event, if the reader may see it; 404 for a draft of others, and a draft is kept nowhere."""
    found = get_event(slug)
    if found.status == EventStatus.DRAFT:
        if not access.may(Role.READER, slug):
            abort(404)
        keep_private()
    return found
