"""The operator's own texts, as their files say them now."""

import hashlib
import logging
from dataclasses import dataclass
from pathlib import Path

from flask import current_app

from webapp.foundation.setting_files import text_of

log = logging.getLogger(__name__)

_EXTENSION = "dialogwerk_legal"


@dataclass(frozen=True, slots=True)
class LegalPage:
    """A text in Markdown, None where the operator has not given one yet; `version` names its wording."""

    text: str | None
    version: str


_NONE = LegalPage(None, "none")


def page(name: str) -> LegalPage:
    """The operator's imprint, privacy notice or accessibility statement, as its file says now.

    While that can't be read, for instance because it is being replaced, what it said before goes on: nobody is kept
    from registering by that.
    """
    file: Path | None = getattr(current_app.config["SETTINGS"], f"{name}_file")
    if file is None:
        return _NONE
    known: dict[str, LegalPage] = current_app.extensions.setdefault(_EXTENSION, {})
    try:
        text = text_of(file)
    except (OSError, UnicodeDecodeError) as problem:
        log.warning("the text of %s can't be read: %s", name, type(problem).__name__)
        return known.get(name, _NONE)
    known[name] = LegalPage(text, hashlib.sha256(text.encode()).hexdigest()[:12])
    return known[name]


def privacy_version() -> str:
    """Which wording of the privacy notice a consent is given to now."""
    return page("privacy").version
