"""The five events of the demo content, at dates counted from today."""

from datetime import date, datetime, time, timedelta
from typing import Any, cast

from webapp.agenda import services as agenda
from webapp.agenda.types import ItemKind
from webapp.calls import services as calls
from webapp.calls.models import Pitch
from webapp.demo.files import known, read
from webapp.demo.organisations import Organisations
from webapp.demo.people import Gathering, lay_in_people
from webapp.events import services as events
from webapp.events.models import Event
from webapp.events.presets import PRESETS
from webapp.events.services.publishing import publish_event
from webapp.events.types import EventFormat, Feature
from webapp.foundation import clock
from webapp.plans import queries as plans
from webapp.registration import services as registration
from webapp.stations import services as stations
from webapp.stations.models import Station

_ANNOUNCED = timedelta(days=60)
_SOON = timedelta(hours=1)
_HALF_HOUR = timedelta(minutes=30)
_LATEST = time(23, 30)
_AS_THEY_ARE = (
    "teaser",
    "description",
    "plain_language",
    "language",
    "capacity",
    "audience",
    "bring",
    "funding_notice",
    "contact_name",
    "contact_email",
)


def lay_in_events(organisations: Organisations, *, now: datetime) -> None:
    """All events with programme, pitches, stations, people and their results, published."""
    for row in read("events")["event"]:
        _lay_in(row, organisations, now)


def _lay_in(row: dict[str, Any], organisations: Organisations, now: datetime) -> None:
    zone = row["timezone"]
    day = clock.today(zone) + timedelta(days=row["day_offset"])
    later = _shift(row, day, now) if row["day_offset"] == 0 else timedelta(0)

    def at(said: str) -> datetime:
        return clock.from_local(datetime.combine(day, time.fromisoformat(said)) + later, zone)

    announced = min(now, at(row["start"])) - _ANNOUNCED
    event = events.create_event(
        now=announced,
        format=EventFormat(row["format"]),
        title=row["title"],
        host_id=organisations[row["host"]].id,
        starts_at=at(row["start"]),
        ends_at=at(row["end"]),
        zone=zone,
        venue=events.add_venue(**row["venue"]),
        registration_closes_at=at(row["registration_closes"])
        if row["day_offset"] and "registration_closes" in row
        else None,
        features=_features(row),
        **{key: row[key] for key in _AS_THEY_ARE if key in row},
    )
    event.slug = row["slug"]
    for key in row["partners"]:
        events.add_partner(event=event, organisation_id=organisations[key].id)
    for link in row.get("measure", []):
        measure = known(plans.find_measure(link["plan"], link["code"]), link["code"])
        events.link_measure(event=event, measure_id=measure.id, reason=link["reason"])
    for item in row["agenda"]:
        starts_at, ends_at, kind = at(item.pop("start")), at(item.pop("end")), ItemKind(item.pop("kind"))
        agenda.add_item(event=event, now=announced, kind=kind, starts_at=starts_at, ends_at=ends_at, **item)
    pitches = {pitch["key"]: _add_pitch(event, pitch) for pitch in row.get("pitch", [])}
    opened = {station["number"]: _open_station(event, station) for station in row.get("station", [])}
    publish_event(event=event, now=announced)
    lay_in_people(cast("Gathering", row), event, opened, pitches, announced=announced, now=now)
    if row.get("asks_the_usual"):
        _ask_the_usual(event, now)


def _ask_the_usual(event: Event, now: datetime) -> None:
    registration.use_usual_questions(event=event)
    registration.ask_draft(event=event, now=now)
    registration.use_usual_categories(event=event)


def _features(row: dict[str, Any]) -> list[str]:
    """What the format brings along, and whatever the event holds beyond that."""
    held = {"pitch": Feature.PITCHES, "station": Feature.STATIONS, "group": Feature.CANVASES}
    wanted = {*PRESETS[EventFormat(row["format"])].features, *(feature for key, feature in held.items() if key in row)}
    return [feature.value for feature in Feature if feature in wanted]


def _shift(row: dict[str, Any], day: date, now: datetime) -> timedelta:
    """How much later today's event begins when its hour has passed: whoever looks around in the evening may join in."""
    wall_clock = clock.local(now, row["timezone"]).replace(tzinfo=None)
    start, end = (datetime.combine(day, time.fromisoformat(row[key])) for key in ("start", "end"))
    wanted = wall_clock + _SOON - start
    room = datetime.combine(day, _LATEST) - end
    halves = -(-min(wanted, room) // _HALF_HOUR) if wanted > timedelta(0) else 0
    return max(timedelta(0), min(halves * _HALF_HOUR, room))


def _add_pitch(event: Event, row: dict[str, Any]) -> Pitch:
    field = plans.find_field("masterplan-suedwestsachsen", row["field"]) if "field" in row else None
    texts = {key: value for key, value in row.items() if key not in {"key", "field"}}
    return calls.add_pitch(event=event, action_field_id=field.id if field else None, **texts)


def _open_station(event: Event, row: dict[str, Any]) -> Station:
    field = plans.find_field(row["plan"], row["field"]) if "field" in row else None
    texts = {key: value for key, value in row.items() if key not in {"plan", "field"}}
    return stations.open_station(event=event, action_field_id=field.id if field else None, **texts)
