"""The few words of a calendar entry, in the language of the event."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from flask_babel import force_locale
from flask_babel import gettext as _


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
            formats={
                "future_workshop": _("Future workshop"),
                "procurement_conference": _("Procurement conference"),
                "industrial_dialogue": _("Industrial dialogue"),
                "crafts_day": _("Crafts day"),
                "innovation_conference": _("Innovation conference"),
                "regulars_table": _("Regulars’ table"),
                "test_day": _("Test day"),
                "advisory_board": _("Advisory board"),
                "press_date": _("Press date"),
            },
        )
