import pytest

from tests.factories.events import make_event, make_served_measure
from tests.factories.registration import make_registration
from tests.factories.stations import make_station
from tests.html import text_of, tree_of
from tests.phases import bring_to
from webapp.events.queries import get_event
from webapp.events.services import link_measure
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock, tokens
from webapp.registration import services
from webapp.registration.queries import get_by_public_id
from webapp.stations.queries import choice_of, stations_of
from webapp.stations.types import POSTER


@pytest.fixture
def slug(desk, work) -> str:
    with work():
        event = make_event("Dialog", host=desk.host)
        link_measure(event=event, measure_id=make_served_measure(fields=2).id)
        return event.slug


@pytest.fixture
def station(work, slug) -> str:
    with work():
        return make_station(get_event(slug), "Energie", number=7, capacity=10).public_id


@pytest.fixture
def stations(work, slug):
    def ask():
        with work():
            return [
                (state.station.number, state.station.title, state.places.capacity)
                for state in stations_of(get_event(slug).id)
            ]

    return ask


def test_a_station_is_opened_behind_the_others(desk, slug, station, stations, work):
    page = desk.page(f"/events/{slug}/stations")
    field = page.split('value="plan-')[1].split('"')[0]
    data = {"title": "Bildung", "capacity": "", "action_field": f"plan-{field}"}
    assert desk.send(f"/events/{slug}/stations", data).status_code == 303
    assert stations() == [(7, "Energie", 10), (8, "Bildung", None)]
    with work():
        assert stations_of(get_event(slug).id)[1].station.action_field.title == "Handlungsfeld 1"


def test_a_station_is_changed(desk, slug, station, stations):
    assert 'value="Energie"' in desk.page(f"/events/{slug}/stations/{station}")
    data = {"title": "Wärme", "capacity": "3", "place": "Saal 1", "facilitator": "Kim", "action_field": ""}
    assert desk.send(f"/events/{slug}/stations/{station}", data).status_code == 303
    assert stations() == [(7, "Wärme", 3)]
    assert "Saal 1" in desk.page(f"/events/{slug}/stations")


@pytest.mark.parametrize("path", ["", "/{station}"])
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " "}, "Bitte nennen Sie das Thema."),
        ({"capacity": "0"}, "Bitte geben Sie eine Zahl von 1 bis 10000 ein."),
        ({"place": "x" * 201}, "Bitte kürzen Sie auf höchstens 200\u00a0Zeichen."),
    ],
)
def test_bad_input_is_named_and_changes_nothing(desk, slug, station, stations, path, changes, sentence):
    data = {"title": "Neu", "capacity": "5", "action_field": "", "facilitator": "Kim", **changes}
    answer = desk.send(f"/events/{slug}/stations{path.format(station=station)}", data)
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2
    assert 'value="Kim"' in answer.text
    assert stations() == [(7, "Energie", 10)]


def test_posters_carry_the_sealed_address_and_are_kept_private(desk, app, slug, station):
    token = tokens.seal(app.config["SECRET_KEY"], POSTER, station)
    for path in (f"{station}/poster", "posters"):
        answer = desk.client.get(f"/manage/events/{slug}/stations/{path}")
        assert f"http://localhost/stations/{token}" in answer.text
        assert "<svg" in answer.text
        assert answer.headers["Cache-Control"] == "no-store"


def test_posters_of_an_event_without_stations_say_so(desk, work):
    with work():
        slug = make_event(host=desk.host).slug
    assert "Noch keine Station" in desk.page(f"/events/{slug}/stations/posters")
    assert "Noch keine Station" in desk.page(f"/events/{slug}/stations")


@pytest.mark.parametrize("path", ["", "/poster"])
def test_a_station_of_another_event_is_not_found(desk, work, station, path):
    with work():
        other = make_event(host=desk.host).slug
    assert desk.client.get(f"/manage/events/{other}/stations/{station}{path}").status_code == 404
    assert desk.client.get(f"/manage/events/{other}/stations/nothing{path}").status_code == 404


@pytest.mark.parametrize("phase", ["upcoming", "running", "past", "cancelled", "postponed"])
def test_the_desk_calls_nothing_free_at_what_is_over_or_off(desk, work, slug, station, phase):
    with work():
        bring_to(get_event(slug), phase)
    pages = [desk.page(f"/events/{slug}/stations{rest}") for rest in ("", f"/{station}")]
    assert ["10 frei" in page.replace("\u00a0", " ") for page in pages] == [phase in {"upcoming", "running"}] * 2


def test_a_newcomer_is_asked_for_the_station_and_told_of_a_place_that_passes_on(desk, slug, station, work):
    with work():
        event = get_event(slug)
        other = make_station(event, "Bau", number=8, capacity=None).public_id
        asked = Definition("st", FieldKind.STATION, {"de": "Station"}, of_each=True)
        services.ask(event=event, definitions=[asked], now=clock.now())
        made = make_registration(event, "Kim").public_id
    path = f"/events/{slug}/registrations/{made}/people"
    assert "Energie" in desk.page(f"{path}/new")
    assert desk.send(f"{path}/new", {"name": "Ada", "email": "", "q-st": other}).status_code == 303
    with work():
        kim, ada = get_by_public_id(made).attendees
        assert choice_of(ada.id).title == "Bau"
        kim, ada = kim.public_id, ada.public_id
    assert "geht auf die neue Person über" in desk.page(f"{path}/{ada}/replace")
    assert "geht auf die neue Person über" not in desk.page(f"{path}/{kim}/replace")


@pytest.mark.parametrize("lang", ["de", "en"])
def test_no_two_places_of_the_menu_have_one_name(desk, slug, lang):
    page = tree_of(desk.page(f"/events/{slug}", lang))
    menus = [nav for side in page.iter("div") if side.get("class") == "dw-side" for nav in side.iter("nav")]
    assert menus
    for menu in menus:
        names = [text_of(link) for link in menu.iter("a")]
        assert len(names) > 6
        assert len(names) == len(set(names))
