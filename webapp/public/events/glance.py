"""What the first screen of an event answers, and the addresses to keep its date with."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from flask_babel import gettext as _

from webapp.events.models import Event, Venue
from webapp.events.surroundings import Surroundings
from webapp.events.types import EventStatus
from webapp.events.wording import stations_name, where
from webapp.foundation.clock import local
from webapp.public.presenting import lies_ahead
from webapp.registration.types import RegistrationAvailability

_MAP = "https://www.openstreetmap.org/"
_GOOGLE = "https://calendar.google.com/calendar/render"
_OUTLOOK = "https://outlook.live.com/calendar/0/deeplink/compose"
_UTC = "%Y%m%dT%H%M%SZ"
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Glance:
    """What a reader asks first; addresses are empty where there are none. `still_needs`: what to bring matters.

    `to_know`: what is good to know, each with its heading, a text or a list.
    """

    is_ahead: bool
    still_needs: bool
    to_know: list[tuple[str, str | list[str]]]
    closes_at: datetime | None
    map_url: str
    google_url: str
    outlook_url: str


def glance(event: Event, opening: RegistrationAvailability, now: datetime, url: str) -> Glance:
    """What is to be said of the event at `now`; only what still takes place is offered to calendars."""
    still_needs = lies_ahead(event, now)
    is_ahead = still_needs and event.status != EventStatus.DRAFT
    return Glance(
        is_ahead=is_ahead,
        still_needs=still_needs,
        to_know=_to_know(event, still_needs=still_needs),
        closes_at=event.closes_early_at if opening is RegistrationAvailability.OPEN else None,
        map_url=map_url(event.venue) if still_needs else "",
        google_url=_google(event, url) if is_ahead else "",
        outlook_url=_outlook(event, url) if is_ahead else "",
    )


def contents(
    event: Event, first: Glance, around: Surroundings, *, has_agenda: bool, has_rooms: bool = False
) -> list[tuple[str, str]]:
    """What stands on the page, as anchors with their words, in the order of the page."""
    venue = event.venue
    is_off = event.status == EventStatus.CANCELLED
    has_way = venue is not None and bool(event.access or venue.directions or has_rooms) and not is_off
    may_keep = first.is_ahead or event.status == EventStatus.POSTPONED
    rows = [
        ("plain", _("In plain language"), event.plain_language),
        ("about", _("What it is about"), event.description),
        ("to-know", _("Good to know"), first.to_know),
        ("agenda", _("Agenda"), has_agenda),
        ("pitches", _("Pitches"), around.pitches),
        ("stations", stations_name(event.format), around.stations),
        ("place", _("Getting there and accessibility"), has_way),
        ("thread", _("What this event supports"), around.measures),
        ("hosts", _("Organised by"), True),
        ("keep", _("Save the date"), may_keep),
    ]
    return [(anchor, word) for anchor, word, there in rows if there]


def _to_know(event: Event, *, still_needs: bool) -> list[tuple[str, str | list[str]]]:
    """For whom it is, and what to bring; what is over needs nothing any more."""
    rows: list[tuple[str, str | list[str]]] = [
        (_("For whom"), event.audience),
        (_("Please bring"), event.bring if still_needs else []),
    ]
    return [(heading, said) for heading, said in rows if said]


def map_url(venue: Venue | None) -> str:
    """Where the venue lies on a map; a plain link, so that nobody is asked before somebody follows it."""
    if venue is None:
        return ""
    if venue.latitude is not None and venue.longitude is not None:
        place = f"{venue.latitude:.5f}", f"{venue.longitude:.5f}"
        return f"{_MAP}?{urlencode({'mlat': place[0], 'mlon': place[1]})}#map=17/{'/'.join(place)}"
    if not venue.city:
        return ""
    return f"{_MAP}search?{urlencode({'query': address_of(venue) if venue.street else f'{venue.name}, {venue.city}'})}"


def address_of(venue: Venue) -> str:
    """Street and town in one line."""
    return ", ".join(part for part in (venue.street, f"{venue.postcode} {venue.city}".strip()) if part)


def _said(event: Event, url: str) -> str:
    return "\n\n".join(part for part in (event.teaser, url) if part)


def _google(event: Event, url: str) -> str:
    if event.all_day:
        dates = "/".join(f"{day:%Y%m%d}" for day in _whole_days(event))
    else:
        dates = f"{event.starts_at.strftime(_UTC)}/{event.ends_at.strftime(_UTC)}"
    asked = {
        "action": "TEMPLATE",
        "text": event.title,
        "dates": dates,
        "ctz": event.zone,
        "location": where(event),
        "details": _said(event, url),
    }
    return f"{_GOOGLE}?{urlencode(asked)}"


def _outlook(event: Event, url: str) -> str:
    if event.all_day:
        starts, ends = (day.isoformat() for day in _whole_days(event))
    else:
        starts, ends = (moment.strftime("%Y-%m-%dT%H:%M:%SZ") for moment in (event.starts_at, event.ends_at))
    asked = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": event.title,
        "startdt": starts,
        "enddt": ends,
        "allday": "true" if event.all_day else "false",
        "location": where(event),
        "body": _said(event, url),
    }
    return f"{_OUTLOOK}?{urlencode(asked)}"


def _whole_days(event: Event) -> tuple[date, date]:
    """The first day and the one after the last."""
    first = local(event.starts_at, event.zone).date()
    last = local(event.ends_at - timedelta(microseconds=1), event.zone).date()
    return first, last + _A_DAY
