"""The few words of a calendar entry, in the language of the event."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from flask_babel import force_locale
from flask_babel import gettext as _

from webapp.events.wording import FORMATS
from webapp.foundation.http import formats
from webapp.registration.types import RegistrationStatus


@dataclass(frozen=True, slots=True)
class Words:
    """Words that an entry needs besides the organizer's own."""

    cancelled: Callable[[str], str]
    postponed: Callable[[str], str]
    draft: Callable[[str], str]
    closes: Callable[[str], str]
    published: Callable[[str], str]
    appeared: Callable[[str], str]
    awarded: Callable[[str], str]
    withdrawn: Callable[[str], str]
    submit: Callable[[str], str]
    stations: Callable[[str], str]
    places: Callable[[int, int | None], str]
    hours: Callable[[datetime, datetime, str], str]
    weekday: Callable[[datetime], str]
    online: str
    also_online: str
    programme: str
    bring: str
    formats: Mapping[str, str]
    unsure: Mapping[RegistrationStatus, str]


@cache
def words_in(language: str) -> Words:
    """The words in `language`; needs an application context the first time."""
    with force_locale(language):
        few, many = _("{taken} of {capacity} places taken"), _("Registered: {taken}")
        return Words(
            cancelled=_around(_("Cancelled: {title}")),
            postponed=_around(_("Postponed, new date to follow: {title}")),
            draft=_around(_("Draft: {title}")),
            closes=_around(_("Registration closes: {title}")),
            published=_around(_("Tender to be published: {title}")),
            appeared=_around(_("Tender published: {title}")),
            awarded=_around(_("Contract awarded: {title}")),
            withdrawn=_around(_("Tender withdrawn: {title}")),
            submit=_around(_("Bids due: {title}")),
            stations=_around(_("Your station: {title}")),
            places=lambda taken, capacity: _put(many if capacity is None else few, taken=taken, capacity=capacity),
            hours=lambda starts_at, ends_at, zone: formats.span(starts_at, ends_at, zone, language),
            weekday=lambda moment: formats.weekday(moment, language),
            online=_("Online"),
            also_online=_("also online"),
            programme=_("Agenda:"),
            bring=_("Please bring:"),
            formats={key: str(word) for key, word in FORMATS.items()},
            unsure={
                RegistrationStatus.WAITING: _("Waiting list"),
                RegistrationStatus.OFFERED: _("Place offered"),
                RegistrationStatus.REQUESTED: _("Requested"),
            },
        )


def _around(pattern: str) -> Callable[[str], str]:
    return lambda title: pattern.replace("{title}", title)


def _put(pattern: str, **values: object) -> str:
    for name, value in values.items():
        pattern = pattern.replace(f"{{{name}}}", str(value))
    return pattern
