"""A station wished for in the form: never promised to more than it holds, and whoever finds no place there is told."""

import itertools
import re

import pytest

from tests.factories.events import make_event
from tests.factories.registration import by_link
from tests.factories.stations import make_station
from tests.html import parsed, text_of
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.foundation.http.language import speaking
from webapp.mail.models import OutboxMail
from webapp.registration import services
from webapp.registration.models import Registration
from webapp.registration.types import LINK, Head
from webapp.stations.models import StationChoice
from webapp.stations.queries import get_station
from webapp.stations.services import choose_station

pytestmark = pytest.mark.usefixtures("now")

GERMAN = {"Accept-Language": "de"}
FULL = "Das ist inzwischen ausgebucht"
FEW = "Hier ist nur noch ein Platz frei"
LEFT_OUT = "dort war kein Platz mehr frei"


@pytest.fixture
def asking(work):
    """An event with a station of so many places that its form asks for, once or of each; slug and station."""

    def make(capacity, *, of_each):
        with work():
            event = make_event()
            asked = [Definition("st", FieldKind.STATION, {"de": "Station"}, of_each=of_each)]
            station, other = make_station(event, "Holz", capacity=capacity), make_station(event, "Bau", capacity=None)
            services.ask(event=event, definitions=asked, now=clock.now())
            return event.slug, station.public_id, other.public_id

    return make


@pytest.fixture
def post(client):
    keys = itertools.count()

    def send(slug, **typed):
        usual = {"privacy_version": "none", "name": "Kim Muster", "email": "kim@example.org", "consent": "y"}
        data = {"once_key": f"key-{next(keys)}", **usual, **typed}
        return client.post(f"/events/{slug}/register", data=data, headers=GERMAN)

    return send


@pytest.fixture
def confirmed(app, work, client):
    """Confirm the address; the own page and the letter, as they read."""

    def confirm(email="kim@example.org"):
        with work():
            (found,) = session().query(Registration).filter_by(email=email).all()
            services.confirm_address(registration=found, now=clock.now())
            public_id = found.public_id
        with app.app_context(), speaking("de"):
            place = links.absolute("public.own.registration", token=links.seal(LINK, public_id))
        with work():
            letter = session().query(OutboxMail).filter_by(recipient=email).order_by(OutboxMail.id.desc()).first()
            said = re.sub(r"\s+", " ", letter.text)
        return re.sub(r"\s+", " ", text_of(parsed(client.get(place, headers=GERMAN)))), said

    return confirm


def pair(station):
    return {"persons": "2", "coming": "y", "p1-name": "Ada Probe", "apart": "y", "p0-q-st": station, "p1-q-st": station}


@pytest.mark.parametrize(("capacity", "taken"), [(0, False), (1, False), (2, True), (None, True)], ids=str)
@pytest.mark.parametrize("of_each", [False, True], ids=["once", "each"])
def test_more_people_than_a_station_holds_are_refused_at_the_question(asking, post, capacity, taken, of_each):
    slug, station, _ = asking(capacity, of_each=of_each)
    answers = pair(station) if of_each else {"persons": "2", "coming": "y", "p1-name": "Ada Probe", "q-st": station}
    answer = post(slug, **answers)
    assert answer.status_code == (303 if taken else 422)
    if not taken:
        assert (FEW if capacity else FULL) in text_of(parsed(answer))
        assert "Ada Probe" in answer.text


def test_a_station_without_places_left_is_refused_to_one(work, asking, post, confirmed):
    slug, station, other = asking(1, of_each=False)
    assert post(slug, **{"q-st": station}).status_code == 303
    confirmed()
    assert post(slug, email="late@example.org", **{"q-st": station}).status_code == 422
    assert post(slug, email="late@example.org", **{"q-st": other}).status_code == 303


@pytest.mark.parametrize("of_each", [False, True], ids=["once", "each"])
def test_who_was_quicker_leaves_others_without_a_place_and_they_are_told(work, asking, post, confirmed, of_each):
    slug, station, other = asking(1, of_each=of_each)
    key = "p0-q-st" if of_each else "q-st"
    assert post(slug, **{key: station}).status_code == 303
    assert post(slug, email="late@example.org", name="Ada Probe", **{key: station}).status_code == 303
    page, letter = confirmed()
    assert LEFT_OUT not in page + letter
    page, letter = confirmed("late@example.org")
    assert LEFT_OUT in page
    assert "„Holz“" in letter
    assert LEFT_OUT in letter
    with work():
        assert session().query(StationChoice).count() == 1
        (late,) = session().query(Registration).filter_by(email="late@example.org").all()
        choose_station(attendee=late.attendees[0], station=get_station(other), now=clock.now())
    page, _ = confirmed("late@example.org")
    assert LEFT_OUT not in page


def test_of_several_the_one_who_was_left_out_is_named(work, asking, post, confirmed):
    slug, station, _ = asking(2, of_each=True)
    assert post(slug, **pair(station)).status_code == 303
    assert post(slug, email="quick@example.org", **{"p0-q-st": station}).status_code == 303
    confirmed("quick@example.org")
    page, letter = confirmed()
    assert page.count(LEFT_OUT) == 1
    assert "Für Ada Probe hatten Sie „Holz“ gewählt" in letter


def test_whoever_comes_instead_is_told_of_the_place_that_passes_on(client, app, work, asking, post, confirmed):
    slug, station, _ = asking(1, of_each=True)
    assert post(slug, **{"p0-q-st": station}).status_code == 303
    confirmed()
    with work():
        (made,) = session().query(Registration).all()
        before = made.attendees[0]
        public_id = made.public_id
        by_link(services.replace_attendee, made, attendee_id=before.id, head=Head("Neu Person"))
    with app.app_context(), speaking("de"):
        place = links.absolute("public.own.registration", token=links.seal(LINK, public_id))
    page = re.sub(r"\s+", " ", text_of(parsed(client.get(place, headers=GERMAN))))
    assert "Neu Person" in page
    assert "Platz an einer Station Holz" in page
