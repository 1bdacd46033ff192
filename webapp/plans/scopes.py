"""Scopes of the pages that show action plans."""

from typing import Final

from webapp.foundation.revisions import RevisionScope

PLANS: Final = RevisionScope("plans")


def plan_scope(slug: str) -> RevisionScope:
    """The page of this plan."""
    return RevisionScope(f"plan:{slug}")


def measure_scope(slug: str) -> RevisionScope:
    """The page of this measure."""
    return RevisionScope(f"measure:{slug}")
