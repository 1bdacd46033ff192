"""The words for formats and their stations, and when and where an event is, in the reader's language."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from webapp.events.models import Event, Venue
from webapp.events.presets import PRESETS, Text
from webapp.events.types import EventFormat, EventStatus
from webapp.foundation import clock
from webapp.foundation.http import formats, language, texts
from webapp.foundation.localized import in_language

FORMATS = {
    EventFormat.FUTURE_WORKSHOP.value: _l("Future workshop"),
    EventFormat.PROCUREMENT_CONFERENCE.value: _l("Procurement conference"),
    EventFormat.INDUSTRIAL_DIALOGUE.value: _l("Industry dialogue"),
    EventFormat.CRAFTS_DAY.value: _l("Skilled Trades Day"),
    EventFormat.INNOVATION_CONFERENCE.value: _l("Innovation conference"),
    EventFormat.REGULARS_TABLE.value: _l("Business park get-together"),
    EventFormat.TEST_DAY.value: _l("Try-out day"),
    EventFormat.ADVISORY_BOARD.value: _l("Business advisory board"),
    EventFormat.PRESS_DATE.value: _l("Press event"),
    EventFormat.OWN.value: _l("Event"),
}


# What stations are called where a format brings none of its own.
_USUAL = PRESETS[EventFormat.FUTURE_WORKSHOP]


def stations_name(kind: str) -> str:
    """What the stations of a format are called together, as in „Offene Werkstätten“."""
    return _said(PRESETS[EventFormat(kind)].stations_word or _USUAL.stations_word)


def station_name(kind: str, number: int) -> str:
    """One of them with its number, as in „Werkstatt 3“."""
    return f"{_said(PRESETS[EventFormat(kind)].station_word or _USUAL.station_word)}\u00a0{number}"


def when(event: Event) -> str:
    """When the event is, as it stands: of what is off, what was planned."""
    span = formats.span(event.starts_at, event.ends_at, event.zone)
    planned = str(_("It was planned for %(before)s.", before=span))
    if event.status == EventStatus.POSTPONED:
        return " ".join([_("The new date is not known yet."), planned])
    return planned if event.status == EventStatus.CANCELLED else span


def when_on_page(event: Event) -> Markup:
    """As `when`, for pages: from and until stay on one line."""
    return texts.kept_together(when(event))


def day_of(event: Event) -> str:
    """The day of the event or its first and last one, where there is a date."""
    if event.status == EventStatus.POSTPONED:
        return str(_("new date to follow"))
    days = formats.days(event.starts_at, event.ends_at, event.zone)
    return str(_("cancelled, was planned for %(days)s", days=days)) if event.status == EventStatus.CANCELLED else days


def place_of(event: Event) -> str:
    """Where the event is, in one line, or that this is still to come; empty where nobody goes any more."""
    is_over = event.ends_at <= clock.now() and event.status != EventStatus.POSTPONED
    follows = event.status != EventStatus.CANCELLED and not is_over
    return where(event) or (str(_("The venue will be announced.")) if follows else "")


def where(event: Event) -> str:
    """Where the event is, in one line; empty while that is open."""
    return where_at(event.venue, event.conference_url)


def where_at(venue: Venue | None, conference_url: str) -> str:
    """A venue in one line, and whether people may join by a link."""
    address = (venue.name, venue.street, f"{venue.postcode}{formats.NBSP}{venue.city}") if venue else ()
    return _joined([part.strip() for part in address], conference_url)


def where_in_short(event: Event) -> str:
    """The venue and its town; empty while that is open."""
    return _joined([event.venue.name, event.venue.city] if event.venue else [], event.conference_url)


def _joined(place: list[str], conference_url: str) -> str:
    online = (_("also online") if place else _("Online")) if conference_url else ""
    return ", ".join(str(part) for part in (*place, online) if part)


def _said(word: Text | None) -> str:
    return in_language(word or {"de": ""}, language.current())
