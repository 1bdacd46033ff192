"""Whoever waits, or has an offer, and stands at the door is told how it stands, and comes in if a place is theirs."""

from datetime import timedelta

import pytest

from tests.factories.registration import cancel, make_category, make_registration, people
from tests.forms import sent_from
from tests.html import parsed
from tests.integration.checkin.conftest import make_door_event, post  # noqa: F401 - a fixture
from webapp.capacity.queries import level
from webapp.checkin.queries import counts_of
from webapp.events.queries import get_event
from webapp.events.services import change_capacity
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock, tokens
from webapp.registration import queries, services

pytestmark = pytest.mark.usefixtures("now")
WANDA = "w@example.org"


class Scene:
    """A full event of today with Ada in its only places; Wanda and a friend wait for them."""

    def __init__(self, work, post, *, runs=True):  # noqa: F811
        self.work = work
        with work():
            event = make_door_event(capacity=2, lasts=timedelta(hours=4))
            self.slug, self.event_id = event.slug, event.id
            make_registration(event, "Ada", email="a@example.org", heads=people("Ada", "Alex"))
            self.wait("Wanda", WANDA)
            self.client = post(event).client
        if runs:
            clock.move_on(timedelta(hours=2))

    def wait(self, name, email, **values):
        make_registration(get_event(self.slug), name, email=email, heads=people(name, f"{name} zwei"), **values)

    def free_a_place(self):
        with self.work():
            cancel(queries.find_live(self.event_id, "a@example.org"))

    def send(self, email=WANDA, **fields):
        data = {"once_key": tokens.new_id(), "name": "Jemand", "email": email, **fields}
        return self.client.post(
            f"/checkin/{self.slug}/walk-in", data=data, headers={"Accept-Language": "de"}, follow_redirects=True
        )

    def inside(self):
        with self.work():
            return counts_of(self.event_id).present, level(get_event(self.slug).pool_id).taken

    def stands(self, email=WANDA):
        with self.work():
            return queries.find_live(self.event_id, email).status


@pytest.fixture
def scene(work, post):  # noqa: F811
    return lambda **values: Scene(work, post, **values)


def offers(answer):
    return {each.get("name") for each in parsed(answer).iter("input")} & {"known", "beyond"}


def test_a_free_place_is_theirs_while_the_event_runs(scene):
    at = scene()
    at.free_a_place()
    told = at.send()
    assert "Diese Adresse steht auf der Warteliste." in told.text
    assert "Bitte fragen Sie nach dem Ticket" not in told.text
    assert "known" in offers(told)
    assert "Wanda, 2 Personen" in told.text.replace("\xa0", " ")
    assert at.inside() == (0, 0)
    assert "Wanda ist drin" in at.send(known="y").text
    assert at.inside() == (2, 2)
    assert at.stands() == "confirmed"


def test_a_full_event_is_never_oversold_but_knowingly(scene):
    at = scene()
    told = at.send(known="y")
    assert "Es ist kein Platz frei." in told.text
    assert offers(told) == {"known", "beyond"}
    assert at.inside() == (0, 2)
    at.send(known="y", beyond="y")
    assert at.inside() == (2, 4)


def test_before_the_start_it_is_the_turn_of_the_first_in_line(scene, work):
    at = scene(runs=False)
    with work():
        at.wait("Xaver", "x@example.org")
    at.free_a_place()
    assert (at.stands(), at.stands("x@example.org")) == ("offered", "waiting")
    assert "Es ist kein Platz frei." in at.send("x@example.org", known="y").text
    told = at.send()
    assert "Dieser Adresse ist ein Platz angeboten." in told.text
    at.send(known="y")
    assert (at.stands(), at.stands("x@example.org"), at.inside()) == ("confirmed", "waiting", (2, 2))


def test_an_offer_that_has_just_run_out_is_for_the_next_one(scene, work):
    at = scene(runs=False)
    at.free_a_place()
    with work():
        queries.find_live(at.event_id, WANDA).held_until = clock.now() - timedelta(seconds=1)
    assert "gerade abgelaufen" in at.send(known="y").text
    assert (at.stands(), at.inside()) == ("offered", (0, 2))


def test_who_has_a_ticket_is_asked_for_it(scene):
    at = scene()
    told = at.send("a@example.org", known="y")
    assert "Bitte fragen Sie nach dem Ticket" in told.text
    assert at.inside() == (0, 2)


@pytest.mark.parametrize("needs_approval", [True, False])
def test_whoever_is_to_be_decided_about_or_has_not_confirmed_is_told_so(scene, work, needs_approval):
    at = scene(runs=False)
    with work():
        event = get_event(at.slug)
        category = make_category(event, needs_approval=needs_approval)
        change_capacity(event=event, capacity=9)
        at.wait("Rita", "r@example.org", category_id=category.id, confirmed=needs_approval)
    before = at.stands("r@example.org")
    told = at.send("r@example.org", known="y")
    said = "hat noch nicht entschieden" if needs_approval else "ist noch nicht bestätigt"
    assert said in told.text
    assert "Bitte fragen Sie nach dem Ticket" not in told.text
    assert at.stands("r@example.org") == before


NEEDS = Definition("needs", FieldKind.ACCESS_NEEDS, {"de": "Was brauchen Sie?"}, of_each=True)
PHOTOS = Definition("photos", FieldKind.PHOTOS, {"de": "Fotos?"})
# What is typed beside the box, and what is said of it.
BESIDE = {
    "others": ({"others": "Wanda zwei\nOtto\nUte"}, "Nicht in der vorhandenen Anmeldung: Otto, Ute."),
    "organisation": ({"organisation": "Tischlerei"}, "hier nicht ergänzt: „Tischlerei“."),
    "q-needs": ({"q-needs": "Rollstuhl", "q-needs-consent": "y"}, "hier nicht ergänzt: „Rollstuhl“."),
    "q-photos": ({"q-photos": "yes"}, "hier nicht ergänzt: „Ja“."),
}


@pytest.fixture
def asking(scene, work):
    """The same where each is asked something."""
    at = scene()
    at.free_a_place()
    with work():
        services.ask(event=get_event(at.slug), definitions=[NEEDS, PHOTOS], now=clock.now())
    return at


@pytest.mark.parametrize("what", BESIDE)
def test_what_the_registration_they_have_lacks_is_refused_and_said(asking, what):
    typed, said = BESIDE[what]
    told = asking.send(known="y", **typed)
    assert said in told.text.replace("\xa0", " ")
    assert (asking.inside(), asking.stands()) == ((0, 0), "waiting")
    kept = {name: values[-1] for name, values in sent_from(parsed(told), "email").items()}
    # What was typed stays, but for what nobody could empty again.
    left = {} if what == "q-photos" else typed
    assert {"email": WANDA, "known": "y", **left}.items() <= kept.items()
    assert not typed.keys() & kept.keys() - left.keys()
    assert offers(told) == {"known"}
    asking.client.post(f"/checkin/{asking.slug}/walk-in", data=kept | {what: "", "once_key": tokens.new_id()})
    assert (asking.inside(), asking.stands()) == ((2, 2), "confirmed")


def test_another_number_than_the_registration_has_is_refused(scene, work):
    at = scene()
    at.free_a_place()
    with work():
        make_category(get_event(at.slug), named=False)
    told = at.send(known="y", number="3")
    assert "gilt für 2 Personen." in told.text.replace("\xa0", " ")
    assert at.inside() == (0, 0)
    at.send(known="y", number="2")
    assert at.inside() == (2, 2)


@pytest.mark.parametrize("typed", [{"others": "WANDA  zwei"}, {"others": " , "}, {}])
def test_whoever_is_on_it_may_be_named(asking, typed):
    asking.send(known="y", **typed)
    assert asking.inside() == (2, 2)
