"""Scopes of the pages that show what the installation says of itself: all of them."""

from typing import Final

from webapp.foundation.revisions import RevisionScope

SITE: Final = RevisionScope("site")
