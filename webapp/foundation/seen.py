"""Nothing is published, released or sent that nobody saw: the page's button says what it showed, the service compares.

    refuse_unseen(seen, mark_of(draft.texts))

Whoever acts without a page, as jobs and tests do, has seen nothing: None.
"""

import hashlib
import json

from webapp.foundation.errors import ConflictError

FIELD = "seen"
_LENGTH = 16


class SeenOtherwiseError(ConflictError):
    """Somebody has changed it since the page was drawn by which it was to be done; nothing was done."""

    code = "seen_otherwise"


def mark_of(*shown: object) -> str:
    """A short name of what a page shows: the same for the same, and for nothing else."""
    said = json.dumps(shown, sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:_LENGTH]


def refuse_unseen(seen: str | None, mark: str) -> None:
    """SeenOtherwiseError unless what stands now is what was `seen`; to be asked behind the lock of what is changed."""
    if seen is not None and seen != mark:
        raise SeenOtherwiseError
