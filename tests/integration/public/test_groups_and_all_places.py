"""A form offers as many people as there can be places and tells whoever names more; whoever waits in vain is told."""

import itertools

import pytest

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_category, make_registration, people
from tests.html import parsed, text_of
from webapp.events.queries import get_event
from webapp.events.services import change_capacity
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.registration import queries, services
from webapp.registration.types import LINK, STAFF_LINK

pytestmark = pytest.mark.usefixtures("now")
GERMAN = {"Accept-Language": "de"}
NAMED = {"name": "Kim Muster", "email": "kim@example.org", "consent": "y", "privacy_version": "none"}
_keys = itertools.count()


@pytest.fixture
def send(client):
    def post(path, **typed):
        return client.post(path, data={"once_key": f"g{next(_keys)}", **typed}, headers=GERMAN)

    return post


def group(count):
    return {"persons": str(count), "coming_asked": "y", "coming": "y"} | {
        f"p{n}-name": f"Gast {n}" for n in range(1, count)
    }


def own_page(client, registration):
    with client.application.app_context():
        address = f"/registrations/{links.seal(LINK, registration)}"
    return text_of(parsed(client.get(address, headers=GERMAN)))


@pytest.mark.parametrize("capacity", [1, 3, 5, 20, None])
def test_the_form_offers_at_most_as_many_people_as_there_can_be_places(client, work, capacity):
    with work():
        slug = make_event(capacity=capacity).slug
    page = client.get(f"/events/{slug}/register", headers=GERMAN).text
    most = min(capacity or 6, 6)
    assert (f'name="p{most - 1}-name"' in page) == (most > 1)
    assert f'name="p{most}-name"' not in page


@pytest.mark.parametrize(("whole", "category"), [(4, None), (40, 3)])
def test_whoever_names_more_is_told_how_many_there_can_be_and_finds_them_again(send, work, whole, category):
    with work():
        event = make_event(capacity=whole)
        slug, chosen = event.slug, {}
        if category:
            chosen = {"category": make_category(event, capacity=category).public_id}
    most = category or whole
    answer = send(f"/events/{slug}/register", **NAMED, **chosen, **group(6))
    page = text_of(parsed(answer))
    assert answer.status_code == 422
    assert f"nur {most} Plätze" in page
    assert f"höchstens {most} Personen" in page
    assert 'value="Gast 5"' in answer.text
    with work():
        assert queries.find_live(get_event(slug).id, "kim@example.org") is None
    assert send(f"/events/{slug}/register", **NAMED, **chosen, **group(most)).status_code == 303


def test_a_class_is_told_how_many_there_can_be(send, work):
    with work():
        event = make_event(capacity=20)
        slug, school = event.slug, make_category(event, named=False, most_heads=35).public_id
    answer = send(f"/events/{slug}/register", **NAMED, category=school, count="25")
    assert "von 1 bis 20" in text_of(parsed(answer)).replace(" ", " ")


def test_an_answer_with_too_few_places_says_how_many_it_has(send, work):
    choices = (("a", {"de": "A"}), ("b", {"de": "B"}))
    workshop = Definition("workshop", FieldKind.CHOICE, {"de": "Workshop"}, choices=choices, places={"a": 2})
    with work():
        event = make_event(capacity=20)
        slug = event.slug
        services.ask(event=event, definitions=[workshop], now=clock.now())
    answer = send(f"/events/{slug}/register", **NAMED, **group(3), **{"q-workshop": "a"})
    assert answer.status_code == 422
    assert "nur 2 Personen" in text_of(parsed(answer))


def test_who_waits_in_vain_is_told_on_the_own_page_and_not_that_it_will_be_their_turn(client, work):
    with work():
        event = make_event(capacity=5)
        make_registration(event, heads=people(*"ABCDE"))
        waiting, single = make_registration(event, heads=people(*"ABC")), make_registration(event)
        change_capacity(event=event, capacity=2)
        names = waiting.public_id, single.public_id
    page = own_page(client, names[0])
    assert "verkleinern Sie Ihre Gruppe" in page
    assert "Warteliste" not in page.split("Ich kann nicht kommen")[0].replace("Warteliste verlassen", "")
    assert "verkleinern" not in own_page(client, names[1])


@pytest.mark.parametrize("stands", ["offered", "confirmed", "waiting"])
def test_the_link_for_others_is_given_out_only_where_it_works(client, work, stands):
    with work():
        event = make_event(capacity=3)
        first = make_registration(event, heads=people("A", "B"))
        made = make_registration(event, heads=people("C", "D"))
        if stands == "confirmed":
            made = first
            make_registration(event)
        elif stands == "offered":
            cancel(first)
            make_registration(event)
        session().flush()
        public_id, token = made.public_id, links.seal(STAFF_LINK, made.public_id)
        assert made.status == stands
    works = 'name="name"' in client.get(f"/join/{token}", headers=GERMAN).text
    assert works == (stands == "waiting")
    assert ("Geben Sie diesen Link" in own_page(client, public_id)) == works
