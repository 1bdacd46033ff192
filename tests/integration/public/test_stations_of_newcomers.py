"""Who joins later is asked for a station as the first ones were, gets a place there, and reads only what is true."""

import itertools
import re

import pytest

from tests.factories.events import make_event
from tests.factories.registration import by_link, make_category, make_registration
from tests.factories.stations import make_guest, make_station
from tests.html import parsed, text_of
from webapp.capacity.queries import level
from webapp.capacity.services import resize
from webapp.events.services import change_capacity
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.mail.models import OutboxMail
from webapp.registration import queries, services
from webapp.registration.queries import setup_of
from webapp.registration.services.regaining import have_places
from webapp.registration.types import LINK, STAFF_LINK, Head
from webapp.stations.models import Station, StationChoice
from webapp.stations.queries import get_station
from webapp.stations.services import choose_station, leave_station

pytestmark = pytest.mark.usefixtures("now")

GERMAN = {"Accept-Language": "de"}
NO_PLACE = "kein Platz mehr frei"
FULL = "Das ist inzwischen ausgebucht"
WAYS = ["new", "replace", "join"]
_keys = itertools.count()


@pytest.fixture
def kim(work):
    """Kim, who wishes for the station Holz with so many places; public ids of the registration, Holz and Bau."""

    def register(*, capacity=10, of_each=True, required=False, places=50, before=0, people=("Kim",), **of_event):
        with work():
            event = make_event(capacity=places, **of_event)
            holz, bau = make_station(event, "Holz", capacity=capacity), make_station(event, "Bau", capacity=None)
            asked = Definition("st", FieldKind.STATION, {"de": "Station"}, of_each=of_each, required=required)
            services.ask(event=event, definitions=[asked], now=clock.now())
            if before:
                make_registration(event, "Zoe", heads=tuple(Head(f"Zoe {number}") for number in range(before)))
            wish = {"st": holz.public_id}
            classes = None if people[0] else make_category(event, kind="school_class", named=False, most_heads=35)
            made = make_registration(
                event,
                "Kim",
                email="kim@example.org",
                heads=tuple(Head(name, answers=wish if of_each else {}) for name in people),
                answers={} if of_each else wish,
                field_set_id=setup_of(event.id).field_set_id,
                category_id=classes.id if classes else None,
            )
            return made.public_id, holz.public_id, bau.public_id

    return register


@pytest.fixture
def own_page(client, work):
    def read(public_id):
        page = client.get(own_address(work, public_id), headers=GERMAN)
        return re.sub(r"\s+", " ", text_of(parsed(page)))

    return read


@pytest.fixture
def join(client, work):
    """Have somebody join, or come instead of the first one, by the pages that links lead to."""

    def send(public_id, way, name="Ada", method="POST", **typed):
        path = address(work, public_id, way)
        if method == "GET":
            return client.get(path, headers=GERMAN)
        return client.post(path, data={"once_key": f"join-{next(_keys)}", "name": name, **typed}, headers=GERMAN)

    return send


def own_address(work, public_id):
    with work():
        return f"/registrations/{links.seal(LINK, public_id)}"


def address(work, public_id, way):
    if way == "new":
        return f"{own_address(work, public_id)}/people/new"
    with work():
        if way == "join":
            return f"/join/{links.seal(STAFF_LINK, public_id)}"
        first = queries.get_by_public_id(public_id).attendees[0].public_id
    return f"{own_address(work, public_id)}/people/{first}/replace"


def standing(work, event_of):
    """Who has a place where; what is counted is what is taken."""
    with work():
        event_id = queries.get_by_public_id(event_of).event_id
        stations = session().query(Station).filter_by(event_id=event_id).all()
        seats = [
            (each.attendee_id, station.title)
            for station in stations
            for each in session().query(StationChoice).filter_by(station_id=station.id)
        ]
        for station in stations:
            assert level(station.pool_id).taken == [title for _, title in seats].count(station.title)
        return {queries.get_attendee(attendee_id).name: title for attendee_id, title in seats}


def change(work, public_id, act):
    with work():
        made = queries.get_by_public_id(public_id)
        act(made)


def add(work, public_id, name, **more):
    change(
        work,
        public_id,
        lambda made: services.add_attendee(registration=made, head=Head(name, **more), now=clock.now()),
    )


@pytest.mark.both
@pytest.mark.parametrize("capacity", [10, 2, None], ids=str)
def test_who_is_added_takes_a_place_where_all_wished_to_go(work, kim, own_page, capacity):
    made, _, _ = kim(of_each=False, capacity=capacity)
    add(work, made, "Ada")
    assert standing(work, made) == {"Kim": "Holz", "Ada": "Holz"}
    assert NO_PLACE not in own_page(made)


@pytest.mark.both
def test_only_who_finds_no_place_is_said_to_have_none(work, kim, own_page):
    made, _, bau = kim(of_each=False, capacity=1)
    add(work, made, "Ada")
    assert standing(work, made) == {"Kim": "Holz"}
    page = own_page(made)
    assert page.count(NO_PLACE) == 1
    assert "Holz – für Ada war dort kein Platz mehr frei" in page
    with work():
        letter = session().query(OutboxMail).order_by(OutboxMail.id.desc()).first().text
    assert "Für Ada hatten Sie „Holz“ gewählt" in letter
    assert "Für Kim" not in letter
    change(
        work,
        made,
        lambda found: choose_station(attendee=found.attendees[1], station=get_station(bau), now=clock.now()),
    )
    assert NO_PLACE not in own_page(made)


def test_a_class_reads_for_how_many_there_was_no_place(work, kim, own_page):
    made, _, _ = kim(of_each=False, capacity=1, people=("", "", ""))
    assert "Holz – für 2 Personen war dort kein Platz mehr frei" in own_page(made)
    with work():
        (letter,) = session().query(OutboxMail).filter_by(recipient="kim@example.org", kind="seat_confirmed").all()
        assert "Für 2\N{NO-BREAK SPACE}Personen hatten Sie „Holz“ gewählt" in letter.text


def test_an_address_of_ones_own_hears_that_no_place_was_left(work, kim):
    made, _, _ = kim(of_each=False, capacity=1)
    add(work, made, "Ada", email="ada@example.org")
    with work():
        (letter,) = session().query(OutboxMail).filter_by(recipient="ada@example.org").all()
        for said in (letter.text, letter.html):
            assert "„Holz“" in said
            assert NO_PLACE in said


@pytest.mark.parametrize("way", WAYS)
def test_a_newcomer_is_asked_and_gets_a_place(work, kim, join, own_page, way):
    made, _, bau = kim(required=True)
    form = join(made, way, method="GET")
    assert "Station" in text_of(parsed(form))
    assert "Holz" in text_of(parsed(form))
    if way != "replace":  # the place that was held is filled in already
        assert join(made, way).status_code == 422
    assert join(made, way, **{"q-st": bau}).status_code == 303
    assert standing(work, made)["Ada"] == "Bau"
    assert NO_PLACE not in own_page(made)


@pytest.mark.parametrize("way", WAYS)
def test_a_full_station_is_refused_at_the_question(work, kim, join, way):
    made, holz, _ = kim(capacity=1)

    def give_to_somebody_else(found):
        leave_station(attendee=found.attendees[0], now=clock.now())
        choose_station(attendee=make_guest(found.event), station=get_station(holz), now=clock.now())

    change(work, made, give_to_somebody_else)
    answer = join(made, way, **{"q-st": holz})
    assert answer.status_code == 422
    assert FULL in text_of(parsed(answer))


@pytest.mark.parametrize("way", WAYS)
def test_a_question_that_must_be_answered_keeps_nobody_out_when_all_stations_are_full(work, kim, join, way):
    made, _, bau = kim(capacity=0, required=True, people=("Kim",))
    with work():
        resize(get_station(bau).pool_id, capacity=0)
    assert join(made, way).status_code == 303


def test_whoever_comes_instead_goes_where_they_say_or_has_the_place_that_was_held(work, kim, join, own_page):
    made, _, bau = kim(capacity=1)
    form = text_of(parsed(join(made, "replace", method="GET")))
    assert "Holz" in form
    assert "geht auf die neue Person über" in form
    assert join(made, "replace", "Ada").status_code == 303
    assert standing(work, made) == {"Ada": "Holz"}
    assert "Station – Ada Holz" in own_page(made)
    assert join(made, "replace", "Ben", **{"q-st": bau}).status_code == 303
    assert standing(work, made) == {"Ben": "Bau"}


def test_the_only_place_may_be_named_by_whoever_takes_it_over(work, kim, join, own_page):
    made, holz, _ = kim(capacity=1, required=True)
    assert join(made, "replace", "Ada", **{"q-st": holz}).status_code == 303
    assert standing(work, made) == {"Ada": "Holz"}
    assert NO_PLACE not in own_page(made)


def test_what_was_chosen_on_the_day_passes_on_whatever_all_had_wished(work, kim):
    made, _, bau = kim(of_each=False)
    change(
        work,
        made,
        lambda found: choose_station(attendee=found.attendees[0], station=get_station(bau), now=clock.now()),
    )
    change(
        work,
        made,
        lambda found: services.replace_attendee(
            registration=found, attendee_id=found.attendees[0].id, head=Head("Ada"), now=clock.now()
        ),
    )
    assert standing(work, made) == {"Ada": "Bau"}


def test_whoever_came_all_the_same_has_the_place_of_who_should_have_come_instead(work, kim, own_page):
    """And not the one of a wish that was given up: what was chosen last passes on."""
    made, _, bau = kim()
    with work():
        found = queries.get_by_public_id(made)
        kim_id = found.attendees[0].id
        by_link(services.replace_attendee, found, attendee_id=kim_id, head=Head("Ada", answers={"st": bau}))
    with work():
        have_places([kim_id], clock.now())
    assert standing(work, made) == {"Kim": "Bau"}


@pytest.mark.parametrize("of_each", [True, False], ids=["each", "once"])
def test_whoever_leaves_a_station_isnt_told_that_it_was_full(work, kim, own_page, of_each):
    made, _, _ = kim(of_each=of_each, capacity=1)
    change(work, made, lambda found: leave_station(attendee=found.attendees[0], now=clock.now()))
    assert NO_PLACE not in own_page(made)


@pytest.mark.both
def test_who_joins_on_the_waiting_list_gets_the_station_with_the_place(work, kim, own_page):
    made, _, _ = kim(of_each=False, places=2, before=2)
    add(work, made, "Ada")
    assert standing(work, made) == {}
    assert NO_PLACE not in own_page(made)
    with work():
        found = queries.get_by_public_id(made)
        change_capacity(event=found.event, capacity=10)
        services.move_up(event=found.event, now=clock.now())
        services.accept_offer(registration=found, now=clock.now())
    assert standing(work, made) == {"Kim": "Holz", "Ada": "Holz"}


def test_a_request_takes_its_place_when_the_host_says_yes(work, kim, join):
    made, _, bau = kim()
    with work():
        services.set_up(event=queries.get_by_public_id(made).event, needs_approval=True)
    assert join(made, "new", **{"q-st": bau}).status_code == 303
    assert standing(work, made) == {"Kim": "Holz"}
    with work():
        (wish,) = queries.wishes_of(queries.get_by_public_id(made).id)
        services.approve_attendee(request=wish, now=clock.now())
    assert standing(work, made) == {"Kim": "Holz", "Ada": "Bau"}


def test_cancelled_people_free_their_places(work, kim):
    made, _, _ = kim(of_each=False, capacity=2)
    add(work, made, "Ada")
    change(
        work,
        made,
        lambda found: services.drop_attendee(registration=found, attendee_id=found.attendees[1].id, now=clock.now()),
    )
    assert standing(work, made) == {"Kim": "Holz"}
    change(work, made, lambda found: services.cancel(registration=found, now=clock.now()))
    assert standing(work, made) == {}


def test_no_link_leads_to_a_form_without_a_question(client, work, kim, own_page):
    made, _, _ = kim()
    assert "Antworten ändern" not in own_page(made)
    assert client.get(f"{own_address(work, made)}/answers", headers=GERMAN).status_code == 303
    with work():
        event = queries.get_by_public_id(made).event
        of_each = Definition("size", FieldKind.TEXT, {"de": "Größe"}, of_each=True)
        services.ask(event=event, definitions=[of_each], now=clock.now())
        classes = make_category(event, kind="school_class", named=False, most_heads=35)
        school = make_registration(event, "Lehrerin", heads=(Head(),) * 2, category_id=classes.id).public_id
    for each in (made, school):
        assert "Antworten ändern" in own_page(each)
        assert client.get(f"{own_address(work, each)}/answers", headers=GERMAN).status_code == 200
