from typing import TYPE_CHECKING, TypedDict, cast

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin import prefill
from webapp.admin.controls import options
from webapp.admin.stations.blueprint import blueprint
from webapp.admin.stations.forms import EditStationForm, StationForm
from webapp.admin.stations.queries import field_choices
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http import links
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.transaction_frame import keep_private
from webapp.plans.types import FieldId
from webapp.stations.queries import get_station, state_of, stations_of
from webapp.stations.services import add_station, change_station
from webapp.stations.types import POSTER
from webapp.stations.wording import told_of_places
from webapp.tickets import qr

if TYPE_CHECKING:
    from webapp.events.models import Event
    from webapp.plans.models import ActionField
    from webapp.stations.models import Station


class _Said(TypedDict):
    title: str
    summary: str
    place: str
    facilitator: str
    capacity: int | None
    action_field_id: FieldId | None


@blueprint.route("/events/<slug>/stations", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def stations(slug: str) -> ResponseReturnValue:
    event = get_event(slug)
    form, fields = _form(event, {}, StationForm)
    if form.validate_on_submit():
        station = add_station(event=event, **_said(form, fields))
        flash(_("Station %(number)s is open.", number=station.number), "success")
        return redirect(url_for("admin.stations.stations", slug=slug), 303)
    told = told_of_places(event, clock.now())
    page = render_template(
        "admin/stations/stations.html", form=form, event=event, states=stations_of(event.id), told=told
    )
    return page, form.http_status


@blueprint.route("/events/<slug>/stations/<station_id>", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def edit_station(slug: str, station_id: str) -> ResponseReturnValue:
    station = _get(slug, station_id)
    state = state_of(station)
    form, fields = _form(station.event, prefill.of_station(station, state.places.capacity), EditStationForm)
    if form.validate_on_submit():
        change_station(station=station, **_said(form, fields))
        flash(_("Saved."), "success")
        return redirect(url_for("admin.stations.stations", slug=slug), 303)
    told = told_of_places(station.event, clock.now())
    page = render_template("admin/stations/edit_station.html", form=form, event=station.event, state=state, told=told)
    return page, form.http_status


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


def _form(
    event: "Event", given: dict[str, object], kind: type[StationForm]
) -> tuple[StationForm, dict[str, "ActionField"]]:
    fields = field_choices(event.id, cast("str", given.get("action_field", "")))
    form = kind(data=given)
    form.action_field.choices = options(
        [("", _("No field of action")), *((key, field.title) for key, field in fields.items())]
    )
    return form, fields


def _said(form: StationForm, fields: dict[str, "ActionField"]) -> _Said:
    field = fields.get(form.action_field.data)
    return {
        "title": form.title.data,
        "summary": form.summary.data,
        "place": form.place.data,
        "facilitator": form.facilitator.data,
        "capacity": form.capacity.data,
        "action_field_id": field.id if field else None,
    }
