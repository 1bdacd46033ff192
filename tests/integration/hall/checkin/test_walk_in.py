"""Somebody at the door without a registration is put down in one go, counted and let in."""

import io

import pytest

from tests.factories.accounts import make_access_link
from tests.factories.events import make_event
from tests.factories.registration import make_category, make_registration
from webapp.accounts.types import LINK, Role
from webapp.capacity.queries import level
from webapp.checkin.queries import counts_of
from webapp.events.queries import get_event
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.registration import services
from webapp.registration.models import Registration


@pytest.fixture
def door(app, browser, work):
    """A device with the door's link, at an event with two places."""

    def make(capacity=2, before=None):
        with work():
            event = make_event(capacity=capacity)
            if before:
                before(event)
            link = make_access_link(event, role=Role.DOOR)
            slug, token = event.slug, tokens.seal(app.config["SECRET_KEY"], LINK, link.public_id)
        browser.send(f"/link/{token}")
        return slug, f"/checkin/{slug}/walk-in"

    return make


def inside(work, slug):
    with work():
        event = get_event(slug)
        return counts_of(event.id).present, level(event.pool_id).taken


def test_a_name_is_enough_to_be_let_in(browser, door, work):
    slug, path = door()
    assert "Jemand ohne Anmeldung" in browser.open(f"/checkin/{slug}").text
    assert browser.send(path, name="Kim Spontan").status_code == 303
    assert "Kim Spontan ist drin." in browser.open(path).text
    assert inside(work, slug) == (1, 1)
    with work():
        made = session().query(Registration).one()
        assert (made.source, made.status, made.email) == ("door", "confirmed", "")


def test_the_same_form_sent_twice_lets_in_once(browser, door, work):
    slug, path = door()
    for _ in range(2):
        browser.send(path, key="k1", name="Kim Spontan")
    assert inside(work, slug) == (1, 1)


def test_companions_are_named_and_let_in(browser, door, work):
    slug, path = door(capacity=5)
    browser.send(path, name="Kim Spontan", others="Ada\n\n Ben \n")
    assert inside(work, slug) == (3, 3)
    assert "3 Personen" in browser.open(path).text.replace("\xa0", " ")


def test_a_school_class_is_a_number(browser, door, work):
    slug, path = door(capacity=40, before=lambda event: make_category(event, named=False, most_heads=30))
    with work():
        from webapp.registration.queries import categories_of

        category = categories_of(get_event(slug).id)[0].public_id
    browser.send(path, name="Frau Lehmann", category=category, number="24")
    assert inside(work, slug) == (24, 24)


def test_without_a_place_the_door_decides_knowingly(browser, door, work):
    slug, path = door(capacity=1)
    browser.send(path, name="Eins")
    refused = browser.send(path, name="Zwei")
    assert refused.status_code == 422
    assert "Es ist kein Platz frei." in refused.text
    assert 'value="Zwei"' in refused.text
    assert inside(work, slug) == (1, 1)
    assert browser.send(path, name="Zwei", beyond="y").status_code == 303
    assert inside(work, slug) == (2, 2)


def test_a_known_address_is_pointed_out_and_changes_nothing(browser, door, work):
    slug, path = door(before=lambda event: make_registration(event, email="ada@example.org"))
    refused = browser.send(path, name="Ada", email="ADA@example.org")
    assert refused.status_code == 422
    assert "Diese Adresse ist angemeldet." in refused.text
    assert inside(work, slug) == (0, 1)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": " "}, "Bitte geben Sie den Namen ein."),
        ({"name": "Kim", "email": "nirgends"}, "Bitte prüfen Sie die E-Mail-Adresse"),
        ({"name": "Kim", "others": "\n".join("abcdefgh")}, "So viele Personen können hier nicht"),
        ({"name": "x" * 300}, "Bitte kürzen Sie den Namen."),
    ],
)
def test_what_can_not_be_taken_is_said_and_lets_nobody_in(browser, door, work, fields, said):
    slug, path = door(capacity=20)
    answer = browser.send(path, **fields)
    assert answer.status_code == 422
    assert said in answer.text
    assert inside(work, slug) == (0, 0)


def test_only_the_door_may_put_people_down(browser, work):
    with work():
        slug = make_event().slug
    assert browser.open(f"/checkin/{slug}/walk-in").status_code in {302, 303, 401, 403, 404}


def test_a_file_waits_until_the_door_has_decided_to_go_beyond_the_places(browser, door, work):
    def ask(event):
        make_registration(event)
        proof = Definition("cv", FieldKind.FILE, {"de": "Nachweis"}, of_each=True)
        services.ask(event=event, definitions=[proof], now=clock.now())

    _slug, path = door(capacity=1, before=ask)
    file = io.BytesIO(b"%PDF-1.7 a small file %%EOF"), "attest.pdf"
    refused = browser.send(path, key="k", name="Kim Spontan", **{"q-cv": file})
    assert refused.status_code == 422
    assert "attest.pdf" in refused.text
    assert browser.send(path, key="k", name="Kim Spontan", beyond="y").status_code == 303
    with work():
        made = session().query(Registration).order_by(Registration.id.desc()).first()
        assert made.attendees[0].answers["cv"]["name"] == "attest.pdf"
