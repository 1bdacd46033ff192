"""What of an event's readiness is known from the event alone, for one page as for all that waits."""

from datetime import datetime
from typing import TypedDict

from webapp.events.models import Event
from webapp.foundation.http import site


class OwnState(TypedDict):
    """The part of a State that asks nobody but the event and the office."""

    lies_ahead: bool
    has_plans: bool
    legal_texts: bool
    assumes_time: bool
    deadline_passed: bool
    features: frozenset[str]
    teaser: bool
    description: bool
    plain_language: bool
    venue: bool
    venue_access: bool
    is_online_only: bool
    contact: bool


def own_state(event: Event, now: datetime) -> OwnState:
    """How far the event is described, and what its times say. No query."""
    closes_at = event.registration_closes_at
    return {
        "lies_ahead": event.ends_at > now,
        "has_plans": site.current().has_plans,
        "legal_texts": not site.current().missing_texts,
        "assumes_time": event.assumes_time,
        "deadline_passed": closes_at is not None and closes_at <= now < event.starts_at,
        "features": frozenset(event.features),
        "teaser": bool(event.teaser),
        "description": bool(event.description),
        "plain_language": bool(event.plain_language),
        "venue": event.venue is not None or bool(event.conference_url),
        "venue_access": event.venue is not None and bool(event.access),
        "is_online_only": event.is_online_only,
        "contact": bool(event.contact_email),
    }
