"""The few words of a calendar entry, in the language of the event."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from flask_babel import force_locale
from flask_babel import gettext as _

from webapp.events.wording import FORMATS


@dataclass(frozen=True, slots=True)
class Words:
    """Words that an entry needs besides the organizer's own."""

    cancelled: Callable[[str], str]
    postponed: Callable[[str], str]
    programme: str
    bring: str
    formats: Mapping[str, str]


@cache
def words_in(language: str) -> Words:
    """The words in `language`; needs an application context the first time."""
    with force_locale(language):
        cancelled, postponed = _("Cancelled: {title}"), _("Postponed, new date to follow: {title}")
        return Words(
            cancelled=lambda title: cancelled.replace("{title}", title),
            postponed=lambda title: postponed.replace("{title}", title),
            programme=_("Programme:"),
            bring=_("Please bring:"),
            formats={key: str(word) for key, word in FORMATS.items()},
        )
