from typing import TYPE_CHECKING

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.rooms import rooms_at
from webapp.admin.stations.blueprint import blueprint
from webapp.admin.stations.forms import EditStationForm, StationForm, area_key
from webapp.admin.stations.queries import field_choices
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http import links
from webapp.foundation.http.form_page import done, form_page
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.transaction_frame import keep_private
from webapp.stations.queries import get_station, state_of, stations_of
from webapp.stations.services import add_station, change_station
from webapp.stations.types import POSTER
from webapp.stations.wording import told_of_places
from webapp.tickets import qr

if TYPE_CHECKING:
    from webapp.events.models import Event
    from webapp.stations.models import Station


@blueprint.route("/events/<slug>/stations", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def stations(slug: str) -> ResponseReturnValue:
    event, form = get_event(slug), StationForm()
    form.offer(field_choices(event.id, ""))

    def add() -> ResponseReturnValue:
        station = add_station(event=event, **form.changes())
        return done(_("Station %(number)s is open.", number=station.number), "admin.stations.stations", slug=slug)

    def show() -> str:
        shown = {"rooms": rooms_at(event), "states": stations_of(event.id), "told": told_of_places(event, clock.now())}
        return render_template("admin/stations/stations.html", form=form, event=event, **shown)

    return form_page(form, add, show)


@blueprint.route("/events/<slug>/stations/<station_id>", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def edit_station(slug: str, station_id: str) -> ResponseReturnValue:
    station = _get(slug, station_id)
    event, state = station.event, state_of(station)
    form = EditStationForm(over=state)
    form.offer(field_choices(event.id, area_key(station)))

    def change() -> ResponseReturnValue:
        change_station(station=station, **form.changes())
        return done(_("Saved."), "admin.stations.stations", slug=slug)

    def show() -> str:
        shown = {"rooms": rooms_at(event), "state": state, "told": told_of_places(event, clock.now())}
        return render_template("admin/stations/edit_station.html", form=form, event=event, **shown)

    return form_page(form, change, show)


@blueprint.get("/events/<slug>/stations/<station_id>/poster")
@access.at_event(Role.ORGANIZER)
def station_poster(slug: str, station_id: str) -> ResponseReturnValue:
    """A poster for printing on A4, with the code by which people choose the station."""
    station = _get(slug, station_id)
    return _posters(station.event, [station])


@blueprint.get("/events/<slug>/stations/posters")
@access.at_event(Role.ORGANIZER)
def station_posters(slug: str) -> ResponseReturnValue:
    """The posters of all stations, one on each page."""
    event = get_event(slug)
    return _posters(event, [state.station for state in stations_of(event.id)])


def _posters(event: "Event", chosen: list["Station"]) -> ResponseReturnValue:
    keep_private()
    posters = []
    for station in chosen:
        url = links.absolute("hall.stations.station", token=links.seal(POSTER, station.public_id))
        posters.append({"station": station, "url": url, "qr": qr.svg(url)})
    return render_template("admin/stations/posters.html", event=event, posters=posters)


def _get(slug: str, station_id: str) -> "Station":
    """A station of this event; a right at one event opens no station of another."""
    station = get_station(station_id)
    if station.event.slug != slug:
        abort(404)
    return station
