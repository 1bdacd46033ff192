"""Scopes of the pages that show events."""

from typing import Final

from webapp.foundation.revisions import RevisionScope
from webapp.plans.scopes import PLANS

EVENTS: Final = RevisionScope("events")
SERVED: Final = PLANS  # what lists and feeds of events say of plans


def event_scope(slug: str) -> RevisionScope:
    """Whatever shows this event itself."""
    return RevisionScope(f"event:{slug}")
