"""The registration that a page of the desk is about."""

from typing import TYPE_CHECKING

from flask import abort

from webapp.events.queries import get_event
from webapp.registration import queries

if TYPE_CHECKING:
    from webapp.events.models import Event
    from webapp.registration.models import Registration


def find(slug: str, registration_id: str) -> tuple["Event", "Registration"]:
    """The event and one of its registrations; 404 for another event's."""
    event = get_event(slug)
    found = queries.get_by_public_id(registration_id)
    return (event, found) if found.event_id == event.id else abort(404)
