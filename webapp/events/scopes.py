"""Scopes of the pages that show events."""

from typing import Final

from webapp.foundation.revisions import RevisionScope

EVENTS: Final = RevisionScope("events")


def event_scope(slug: str) -> RevisionScope:
    """Whatever shows this event itself."""
    return RevisionScope(f"event:{slug}")
