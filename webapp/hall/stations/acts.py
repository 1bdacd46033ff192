"""What somebody with a ticket can do at a station; each act says in a sentence what it has done."""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from webapp.calls.queries import shown_pitches
from webapp.foundation import clock
from webapp.hall.stations import guests
from webapp.hall.stations import page as station_page
from webapp.hall.stations.guests import name_of
from webapp.registration.models import Attendee
from webapp.registration.queries import find_attendee
from webapp.stations import queries, services
from webapp.stations.models import Station
from webapp.stations.types import Route

NEW_IDEA = "new_idea"

Act = Callable[[Attendee, Station, Mapping[str, str]], str]


def seen_otherwise(guest: Attendee, act: Act, seen: str) -> str:
    """Why nothing is done by a page that was for somebody else, or for somewhere else; nothing when it holds."""
    if station_page.whom(seen) != guest.public_id:
        return _for_another(guest, station_page.whom(seen))
    # A device forgets a ticket wherever its holder is.
    if act is not _forget and not station_page.still_holds(seen, guest):
        return str(_("Something has changed meanwhile. This is how things stand now; nothing else has been done."))
    return ""


def _for_another(guest: Attendee, whom: str) -> str:
    name = name_of(guest)
    if not whom:
        return str(
            _(
                "This page didn’t say yet whom it was for, so nothing has been changed. "
                "Now it is for %(name)s: please press again.",
                name=name,
            )
        )
    other = find_attendee(guest.registration.event_id, whom)
    if other is None:
        return str(_("This device has opened the ticket of %(name)s meanwhile. Nothing has been changed.", name=name))
    if name_of(other) == name:
        return str(
            _("This device has opened another ticket of %(name)s meanwhile. Nothing has been changed.", name=name)
        )
    return str(
        _(
            "This button was meant for %(other)s. This device has opened the ticket of %(name)s meanwhile, so nothing "
            "has been changed. If it’s about %(other)s, please open that ticket again.",
            other=name_of(other),
            name=name,
        )
    )


def _choose(guest: Attendee, station: Station, _sent: Mapping[str, str]) -> str:
    services.choose_station(attendee=guest, station=station, now=clock.now())
    return str(_("%(name)s has a place at this station now.", name=name_of(guest)))


def _leave(guest: Attendee, _station: Station, _sent: Mapping[str, str]) -> str:
    services.leave_station(attendee=guest, now=clock.now())
    return str(_("%(name)s has given up the place.", name=name_of(guest)))


def _form_group(guest: Attendee, station: Station, sent: Mapping[str, str]) -> str:
    route = sent.get("route", "")
    pitch = next((pitch for pitch in shown_pitches(station.event) if pitch.public_id == route), None)
    group = services.form_group(
        station=station,
        name=sent.get("name", ""),
        route=Route.NEW_IDEA if route == NEW_IDEA else Route.PITCH,
        pitch=pitch,
        now=clock.now(),
    )
    services.join_group(attendee=guest, group=queries.get_group_by_id(group.id), now=clock.now())
    return str(
        _(
            "The group of %(name)s has been created. It is number %(number)s.",
            name=name_of(guest),
            number=group.number,
        )
    )


def _join_group(guest: Attendee, station: Station, sent: Mapping[str, str]) -> str:
    group = queries.get_group(station.id, sent.get("group", ""))
    services.join_group(attendee=guest, group=group, now=clock.now())
    return str(_("%(name)s is now in group %(number)s.", name=name_of(guest), number=group.number))


def _leave_group(guest: Attendee, _station: Station, _sent: Mapping[str, str]) -> str:
    services.leave_group(attendee=guest, now=clock.now())
    return str(_("%(name)s has left the group and keeps the place at the station.", name=name_of(guest)))


def _forget(guest: Attendee, _station: Station, _sent: Mapping[str, str]) -> str:
    guests.forget()
    return str(_("This device has forgotten the ticket of %(name)s.", name=name_of(guest)))


ACTS: dict[str, Act] = {
    "choose": _choose,
    "leave": _leave,
    "form": _form_group,
    "join": _join_group,
    "leave_group": _leave_group,
    "forget": _forget,
}
