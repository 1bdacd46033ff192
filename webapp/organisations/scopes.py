"""Scopes of the pages that show organisations."""

from webapp.foundation.revisions import RevisionScope


def organisation_scope(key: str) -> RevisionScope:
    """The card of this organisation."""
    return RevisionScope(f"organisation:{key}")
