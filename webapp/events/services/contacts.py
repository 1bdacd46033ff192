"""Whom guests may ask: events name somebody, and when that person goes, somebody else takes over."""

from datetime import datetime

from webapp.events.queries.contacts import events_naming
from webapp.events.services.changing import update_event


def take_over(*, email: str, name: str, address: str, now: datetime) -> int:
    """Have all events to come that name this address name somebody else; returns how many.

    Only those that whoever acts organizes: each of them asks.
    """
    found = events_naming(email, now=now)
    for event in found:
        update_event(event=event, now=now, contact_name=name, contact_email=address)
    return len(found)
