"""RevisionScope of what shows tenders."""

from typing import Final

from webapp.foundation.revisions import RevisionScope

TENDERS: Final = RevisionScope("tenders")
