"""What an event doesn't use is nowhere for anybody but its team; it is kept, and comes back."""

import pytest

from tests.factories.agenda import make_item
from tests.factories.canvases import make_canvas, make_plan
from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.factories.stations import make_group, make_guest, make_pitch, make_station
from webapp.accounts.acting import acting_as
from webapp.accounts.types import SYSTEM
from webapp.calendar import services as calendars
from webapp.calendar.types import FEED_LINK, OwnFeed
from webapp.canvases import services as canvases
from webapp.canvases.types import LINK as CANVAS
from webapp.canvases.types import CanvasStatus
from webapp.events.queries import get_event
from webapp.events.services import update_event
from webapp.events.types import EventFormat, Feature
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.foundation.http import page_cache
from webapp.registration import services as registrations
from webapp.registration.models import Attendee
from webapp.registration.presets import of_format
from webapp.registration.types import LINK
from webapp.stations import services as stations
from webapp.stations.errors import StationsClosedError
from webapp.stations.queries import get_station
from webapp.stations.types import POSTER

GERMAN = {"Accept-Language": "de"}
MARKS = {
    Feature.AGENDA: "Auftaktwort",
    Feature.PITCHES: "Drehbankbus",
    Feature.STATIONS: "Nachwuchstisch",
    Feature.CANVASES: "Spindelrunde",
}


@pytest.fixture(autouse=True)
def _asked_anew(monkeypatch, now):
    monkeypatch.setattr(page_cache, "FRESH_SECONDS", -1.0)


@pytest.fixture
def seal(app):
    return lambda purpose, public_id: tokens.seal(app.config["SECRET_KEY"], purpose, public_id)


@pytest.fixture(params=EventFormat)
def made(request, app, work, seal):
    """An event of each format with something of everything, and its pages for visitors and for those who come."""
    with work():
        event = make_event("Werkschau", format=request.param.value, features=[each.value for each in Feature])
        registrations.ask(event=event, definitions=of_format("future_workshop").questions, now=clock.now())
        make_item(event, MARKS[Feature.AGENDA])
        make_pitch(event, MARKS[Feature.PITCHES])
        station = make_station(event, MARKS[Feature.STATIONS])
        _field, _goal, measure = make_plan()
        canvas = make_canvas(event, group=make_group(station))
        values = {"title": MARKS[Feature.CANVASES], "core_approach": "Offene Werkstätten."}
        canvases.save(canvas=canvas, seen_version=canvas.version, values=values, now=clock.now())
        canvases.set_status(canvas=canvas, status=CanvasStatus.PRESENTED, now=clock.now())
        canvases.link_to_measure(
            canvas=canvas, measure_id=measure.id, kind="contributes", reason="Gut.", now=clock.now()
        )
        mine = make_registration(event, "Kim Muster")
        stations.choose_station(attendee=mine.attendees[0], station=station, now=clock.now())
        feed = calendars.open_feed(kind=OwnFeed.ATTENDEE, owner=mine.email_normal, now=clock.now())
        slug = event.slug
        return slug, {
            f"/events/{slug}",
            f"/events/{slug}/agenda",
            f"/events/{slug}/results",
            f"/events/{slug}/register",
            f"/events/{slug}/board",
            f"/events/{slug}.ics",
            f"/measures/{measure.slug}",
            f"/registrations/{seal(LINK, mine.public_id)}",
            f"/calendar/my/{seal(FEED_LINK, feed.public_id)}.ics",
            *(f"/events?q={mark}" for mark in MARKS.values()),
        }


def told(client, paths):
    """Which of the marks each page says, the search without the words that it repeats."""
    found = {}
    for path in paths:
        answer = client.get(path, headers=GERMAN)
        assert answer.status_code == 200, path
        looked_for = path.partition("?q=")[2]
        text = answer.text.replace(looked_for, "") if looked_for else answer.text
        found[path] = {feature for feature, mark in MARKS.items() if mark in text}
        if looked_for and "Werkschau" in text:
            found[path] = {"found"}
    return found


def use(work, slug, features):
    with work(), acting_as(SYSTEM):
        update_event(
            event=get_event(slug), now=clock.now(), features=[each.value for each in Feature if each in features]
        )


def test_stations_and_canvases_that_are_off_are_closed_to_whoever_has_their_link(client, work, seal):
    with work():
        event = make_event()
        station = make_station(event)
        canvas = make_canvas(event, group=make_group(station))
        guest_id, station_id = make_guest(event).id, station.public_id
        slug, poster, sheet = event.slug, seal(POSTER, station.public_id), seal(CANVAS, canvas.public_id)
    assert client.get(f"/canvases/{sheet}").status_code == 200
    use(work, slug, {Feature.REGISTRATION})
    assert client.get(f"/canvases/{sheet}").status_code == 404
    assert "kommt ohne Stationen aus" in client.get(f"/stations/{poster}", headers=GERMAN).text
    with work():
        attendee, station = session().get(Attendee, guest_id), get_station(station_id)
        with pytest.raises(StationsClosedError):
            stations.choose_station(attendee=attendee, station=station, now=clock.now())


def test_without_registration_nobody_registers(client, work):
    with work():
        slug = make_event().slug
    assert f"/events/{slug}/register" in client.get(f"/events/{slug}").text
    use(work, slug, {*Feature} - {Feature.REGISTRATION})
    assert f"/events/{slug}/register" not in client.get(f"/events/{slug}").text
    asked = client.get(f"/events/{slug}/register", headers=GERMAN)
    assert 'name="email"' not in asked.text


@pytest.mark.in_turns
def test_what_is_switched_off_is_nowhere_and_comes_back(client, work, made):
    slug, paths = made
    before = told(client, paths)
    assert set().union(*before.values()) == {*MARKS, "found"}
    use(work, slug, {Feature.REGISTRATION})
    assert set().union(*told(client, paths).values()) == set()
    use(work, slug, {*Feature})
    assert told(client, paths) == before


@pytest.mark.parametrize("made", [EventFormat.FUTURE_WORKSHOP], indirect=True)
@pytest.mark.parametrize("feature", MARKS)
def test_each_thing_goes_by_itself(client, work, made, feature):
    slug, paths = made
    use(work, slug, {*Feature} - {feature})
    after = told(client, paths)
    assert {path for path, said in after.items() if feature in said} == set()
    assert after[f"/events?q={MARKS[feature]}"] == set()
    assert set().union(*after.values()) == {*MARKS, "found"} - {feature}
