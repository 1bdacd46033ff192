"""Scopes of the pages that show what a search finds."""

from typing import Final

from webapp.foundation.revisions import RevisionScope

SEARCH: Final = RevisionScope("search")
