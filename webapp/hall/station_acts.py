"""What somebody with a ticket can do at a station; each act says in a sentence what it has done."""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from webapp.calls.queries import pitches_of
from webapp.foundation import clock
from webapp.hall import guests, station_page
from webapp.registration.models import Attendee
from webapp.stations import queries, services
from webapp.stations.models import Station
from webapp.stations.types import Route

NEW_IDEA = "new_idea"

Act = Callable[[Attendee, Station, Mapping[str, str]], str]


def seen_otherwise(guest: Attendee, seen: str) -> str:
    """Why nothing is done by a page that was for somebody else, or for somewhere else; nothing when it holds."""
    if not station_page.is_of(seen, guest):
        name = guest.name or guest.registration.name
        return str(_("This device has opened the ticket of %(name)s meanwhile. Nothing has been changed.", name=name))
    if not station_page.still_holds(seen, guest):
        return str(_("Something has changed meanwhile. This is how things stand now; nothing else has been done."))
    return ""


def _choose(guest: Attendee, station: Station, _sent: Mapping[str, str]) -> str:
    services.choose_station(attendee=guest, station=station, now=clock.now())
    return str(_("You have a place at this station."))


def _leave(guest: Attendee, _station: Station, _sent: Mapping[str, str]) -> str:
    services.leave_station(attendee=guest, now=clock.now())
    return str(_("You have given up your place."))


def _form_group(guest: Attendee, station: Station, sent: Mapping[str, str]) -> str:
    route = sent.get("route", "")
    pitch = next((pitch for pitch in pitches_of(station.event_id) if pitch.public_id == route), None)
    group = services.form_group(
        station=station,
        name=sent.get("name", ""),
        route=Route.NEW_IDEA if route == NEW_IDEA else Route.PITCH,
        pitch=pitch,
        now=clock.now(),
    )
    services.join_group(attendee=guest, group=queries.get_group_by_id(group.id), now=clock.now())
    return str(_("Your group has been created. It is number %(number)s.", number=group.number))


def _join_group(guest: Attendee, station: Station, sent: Mapping[str, str]) -> str:
    group = queries.get_group(station.id, sent.get("group", ""))
    services.join_group(attendee=guest, group=group, now=clock.now())
    return str(_("You are now in group %(number)s.", number=group.number))


def _leave_group(guest: Attendee, _station: Station, _sent: Mapping[str, str]) -> str:
    services.leave_group(attendee=guest, now=clock.now())
    return str(_("You have left your group. Your place at the station stays yours."))


def _forget(_guest: Attendee, _station: Station, _sent: Mapping[str, str]) -> str:
    guests.forget()
    return str(_("This device has forgotten the ticket."))


ACTS: dict[str, Act] = {
    "choose": _choose,
    "leave": _leave,
    "form": _form_group,
    "join": _join_group,
    "leave_group": _leave_group,
    "forget": _forget,
}
