"""What this installation says of itself: its name, colour, languages and zone, and which wording of its texts holds.

The office keeps it, in a room above (`provided_by`), as one thing that is read whole and kept by its revision: a public
page has that number at hand with those of its own scopes, and whatever else is asked for within a second costs nothing.
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from flask import current_app, g, has_request_context
from sqlalchemy.exc import SQLAlchemyError

from webapp.foundation import revisions, transaction
from webapp.foundation.http import readers
from webapp.foundation.localized import required_language
from webapp.foundation.scopes import SITE
from webapp.foundation.settings import Settings

log = logging.getLogger(__name__)

FRESH_SECONDS = 1.0
ZONE = "Europe/Berlin"
NAMELESS = "Dialogwerk"
KEPT_DAYS = 180  # after an event, unless the office or the event says another number
NOT_WRITTEN = "none"
LEGAL_TEXTS = ("imprint", "privacy", "accessibility")
_EXTENSION = "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """All that pages, letters and papers say of the installation; the first language is the one that goes before."""

    name: str
    email: str
    languages: tuple[str, ...]
    zone: str
    accent: str | None
    kept_days: int = KEPT_DAYS
    formats_left_out: frozenset[str] = frozenset()
    has_plans: bool = False  # whether there is an action plan to read
    wordings: Mapping[str, str]

    @property
    def language(self) -> str:
        return self.languages[0]

    @property
    def required_language(self) -> str:
        """In which language each text must be there that is kept in several."""
        return required_language(self.languages)

    @property
    def missing_texts(self) -> tuple[str, ...]:
        """The legal texts that nobody has published yet."""
        return tuple(each for each in LEGAL_TEXTS if each not in self.wordings)


@dataclass(frozen=True, slots=True)
class _Known:
    site: Site
    number: int
    asked_at: float


Provider = Callable[[], Site]
_providers: list[Provider] = []
_plans_sought_by: list[Callable[[], bool]] = []


def provided_by(find: Provider) -> Provider:
    """Have the decorated function say what the office keeps."""
    _providers[:] = [find]
    return find


def plans_sought_by(find: Callable[[], bool]) -> Callable[[], bool]:
    """Have the decorated function say whether there is an action plan to read."""
    _plans_sought_by[:] = [find]
    return find


def current() -> Site:
    """What holds for the running request or task; the same until it ends.

    Whoever is signed in is told what holds this very moment, all others at most a second later, as by public pages.
    """
    if "site" not in g:
        g.site = _current()
    found: Site = g.site
    return found


def last_known() -> Site:
    """What held when this process asked last, without asking now."""
    known: _Known | None = current_app.extensions.get(_EXTENSION)
    return known.site if known is not None else as_the_operator_says(current_app.config["SETTINGS"])


def take(number: int) -> None:
    """Go on with what stands at this revision, which somebody has read."""
    known: _Known | None = current_app.extensions.get(_EXTENSION)
    found = known.site if known is not None and known.number == number else _provided()
    current_app.extensions[_EXTENSION] = _Known(found, number, time.monotonic())
    g.site = found


def forget() -> None:
    """Ask anew: it has just been changed here."""
    g.pop("site", None)
    current_app.extensions.pop(_EXTENSION, None)


def as_the_operator_says(settings: Settings) -> Site:
    """What variables say, as long as the office keeps nothing."""
    return Site(
        name=settings.operator_name or NAMELESS,
        email=settings.operator_email,
        languages=("en", "de") if settings.language == "en" else ("de", "en"),
        zone=settings.zone or ZONE,
        accent=settings.accent or None,
        wordings={},
    )


def _current() -> Site:
    known: _Known | None = current_app.extensions.get(_EXTENSION)
    if g.get("failing") or (known is not None and _is_fresh(known)):
        return last_known()
    try:
        with transaction.reading_first():
            take(revisions.read([SITE])[0])
    except (SQLAlchemyError, OSError) as problem:  # what was asked for says so by itself
        log.warning("what the office keeps can't be read: %s", type(problem).__name__)
        return last_known()
    found: Site = g.site
    return found


def _is_fresh(known: _Known) -> bool:
    is_guest = has_request_context() and not readers.is_somebody()
    return is_guest and time.monotonic() - known.asked_at <= FRESH_SECONDS


def _provided() -> Site:
    said = _providers[0]() if _providers else as_the_operator_says(current_app.config["SETTINGS"])
    return replace(said, has_plans=any(find() for find in _plans_sought_by))
