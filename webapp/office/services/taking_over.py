"""What variables and files of the operator said before there were pages for it."""

from datetime import datetime

from webapp.accounts import rights
from webapp.foundation.database import session
from webapp.foundation.http import site
from webapp.foundation.text import lines
from webapp.office import queries
from webapp.office.models import OfficeSettings
from webapp.office.services.legal_texts import put_down
from webapp.office.services.settings import have_all_told_anew
from webapp.office.types import Said, TextKind

_SETTINGS = ("name", "email", "accent", "zone")


@rights.admin_only
def take_over(*, said: Said, now: datetime) -> list[str]:
    """Take over what variables say, once; from then on pages decide. Returns which of them say something else."""
    kept = queries.find_settings()
    if kept is None:
        _begin(said, now)
        return []
    differing = [name for name in _SETTINGS if (value := getattr(said, name)) and value != getattr(kept, name)]
    if said.language and said.language != kept.languages[0]:
        differing.append("language")
    return differing + _other_texts(said)


def _begin(said: Said, now: datetime) -> None:
    first = said.language or "de"
    kept = OfficeSettings(
        id=queries.ONE,
        name=said.name,
        email=said.email,
        accent=said.accent,
        languages=[first, "en" if first == "de" else "de"],
        zone=said.zone or site.ZONE,
        kept_days=site.KEPT_DAYS,
        formats_left_out=[],
        changed_at=now,
        changed_by="system",
    )
    session().add(kept)
    session().flush()
    known = queries.wordings()
    for kind, text in said.texts.items():
        if kind not in known:
            put_down(kind, {"de": text}, 1, now)
    have_all_told_anew()


def _other_texts(said: Said) -> list[str]:
    """Files that say something else than what holds: whoever edits one should know that nobody reads it."""
    return [kind for kind, text in said.texts.items() if not _is_published(kind, text)]


def _is_published(kind: TextKind, text: str) -> bool:
    version = queries.find_published(kind)
    return version is not None and version.texts.get("de") in {text, lines(text)}
