"""Fictitious people of the demo events: who registered, came, chose a station, and what their groups wrote."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NotRequired, TypedDict

from sqlalchemy import select

from webapp.calls.models import Pitch
from webapp.canvases import services as canvases
from webapp.canvases.models import Canvas
from webapp.canvases.types import CanvasStatus
from webapp.checkin import services as checkin
from webapp.checkin.queries import door_of
from webapp.checkin.types import Direction, Scan
from webapp.demo.files import known
from webapp.events.models import Event
from webapp.foundation.database import session
from webapp.plans import queries as plans
from webapp.registration import services as registration
from webapp.registration.models import Attendee
from webapp.registration.types import Application
from webapp.stations import services as stations
from webapp.stations.models import Station
from webapp.stations.types import Route
from webapp.tickets import queries as tickets

_STEPS = {
    "draft": [],
    "presented": [CanvasStatus.PRESENTED],
    "approved": [CanvasStatus.PRESENTED, CanvasStatus.APPROVED],
}


class _Person(TypedDict):
    name: str
    email: str
    organisation: str
    status: str
    station: NotRequired[int]


class _Group(TypedDict):
    station: int
    name: str
    route: str
    pitch: NotRequired[str]
    members: list[str]
    status: str
    canvas: dict[str, object]
    link: NotRequired[list[dict[str, str]]]


class Gathering(TypedDict):
    """What the file says of an event's people."""

    registration: list[_Person]
    group: NotRequired[list[_Group]]


@dataclass(frozen=True, slots=True)
class Scene:
    """An event with what has been laid in for it, and the moment at which its people act."""

    event: Event
    stations: dict[int, Station]
    pitches: dict[str, Pitch]
    meeting_at: datetime


def lay_in_people(
    row: Gathering,
    event: Event,
    opened: dict[int, Station],
    pitches: dict[str, Pitch],
    *,
    announced: datetime,
    now: datetime,
) -> None:
    """Registrations in the order of the file, then the groups with their canvases."""
    scene = Scene(event, opened, pitches, meeting_at=min(now, event.starts_at + timedelta(hours=1)))
    people = {
        person["email"]: _register(scene, person, announced + timedelta(hours=number))
        for number, person in enumerate(row["registration"], 1)
    }
    for group in row.get("group", []):
        _form_group(scene, group, people)


def _register(scene: Scene, person: _Person, at: datetime) -> Attendee:
    made = registration.register(
        event=scene.event,
        application=Application(
            name=person["name"], email=person["email"], organisation=person["organisation"], privacy_version="demo"
        ),
        now=at,
    )
    registration.confirm_address(registration=made, now=at + timedelta(minutes=3))
    attendee = made.attendees[0]
    if person["status"] == "cancelled":
        registration.cancel(registration=made, now=at + timedelta(hours=2))
    if person["status"] == "checked_in":
        _come_in(scene, attendee)
    if "station" in person and person["status"] in {"confirmed", "checked_in"}:
        stations.choose_station(attendee=attendee, station=scene.stations[person["station"]], now=scene.meeting_at)
    return attendee


def _come_in(scene: Scene, attendee: Attendee) -> None:
    ticket = known(tickets.ticket_of_attendee(attendee.id), "ticket")
    came_at = scene.meeting_at - timedelta(minutes=30)
    scan = Scan(str(uuid.uuid4()), ticket.reference, Direction.IN, came_at, "Haupteingang", device="demo")
    checkin.record(door=door_of(scene.event), scans=[scan], now=scene.meeting_at)


def _form_group(scene: Scene, row: _Group, people: dict[str, Attendee]) -> None:
    group = stations.form_group(
        station=scene.stations[row["station"]],
        name=row["name"],
        route=Route(row["route"]),
        pitch=scene.pitches.get(row.get("pitch", "")),
        now=scene.meeting_at,
    )
    for email in row["members"]:
        stations.join_group(attendee=people[email], group=group, now=scene.meeting_at)
    canvas = session().scalars(select(Canvas).where(Canvas.group_id == group.id)).one()
    later = scene.meeting_at + timedelta(minutes=40)
    canvases.save(canvas=canvas, seen_version=canvas.version, values=_values(row["canvas"], later), now=later)
    for link in row.get("link", []):
        _link(canvas, link, later)
    for status in _STEPS[row["status"]]:
        canvases.set_status(canvas=canvas, status=status, now=later)


def _values(said: dict[str, Any], at: datetime) -> dict[str, object]:
    values = dict(said)
    weeks = values.pop("due_in_weeks", None)
    if weeks is not None:
        values["due"] = (at + timedelta(weeks=weeks)).date().isoformat()
    return values


def _link(canvas: Canvas, row: dict[str, Any], at: datetime) -> None:
    said = {"canvas": canvas, "kind": row["kind"], "reason": row["reason"], "now": at}
    if row["target"] == "goal":
        canvases.link_to_goal(goal_id=known(plans.find_goal(row["plan"], row["code"]), row["code"]).id, **said)
    else:
        canvases.link_to_measure(measure_id=known(plans.find_measure(row["plan"], row["code"]), row["code"]).id, **said)
