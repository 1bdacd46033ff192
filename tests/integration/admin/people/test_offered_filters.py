"""No filter that a list at the desk offers leads to an empty list; what was chosen stays on offer."""

from urllib.parse import urlencode

import pytest
from sqlalchemy import update

from tests.factories.events import make_event
from tests.factories.registration import make_category, make_registration
from tests.html import tree_of
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail.models import OutboxMail
from webapp.registration import services
from webapp.registration.types import Source

EMPTY = "Nichts gefunden"


@pytest.fixture
def slug(desk, work) -> str:
    with work():
        event = make_event("Dialog", host=desk.host, capacity=2)
        shops, _nobody = make_category(event), make_category(event, label={"de": "Schulen", "en": "Schools"})
        seated = make_registration(event, "Kim Muster", category_id=shops.id)
        make_registration(event, "Robin Muster", category_id=shops.id, source=Source.DESK)
        make_registration(event, "Wartende Person", category_id=shops.id)
        make_registration(event, "Ohne Antwort", category_id=shops.id, confirmed=False)
        seated.tags = ["Podium", "Größe „L“"]
        guests = [services.Guest("Ada Gast", "ada@example.org"), services.Guest("Ben Gast", "ben@example.org")]
        asked = services.invite(event=event, guests=guests, now=clock.now())
        services.withdraw_invitation(invitation=asked[0], now=clock.now())
        session().flush()
        session().execute(update(OutboxMail).filter_by(kind="seat_confirmed").values(state="set_aside"))
        return event.slug


def offered(page):
    """The values of each filter by its name, without "all"."""
    selects = [each for each in tree_of(page).iter("select") if each.get("name")]
    narrowing = [each for each in selects if any(not option.get("value") for option in each.iter("option"))]
    return {
        each.get("name"): [option.get("value") for option in each.iter("option") if option.get("value")]
        for each in narrowing
    }


@pytest.mark.in_turns
@pytest.mark.parametrize("kind", ["registrations", "mail", "invitations"])
@pytest.mark.parametrize("words", ["", "muster", "person", "ben", "seat"])
def test_no_offered_filter_leads_to_an_empty_list(desk, slug, kind, words):
    def page(**said):
        return desk.page(f"/events/{slug}/{kind}?{urlencode({'q': words, **said})}")

    first = page()
    for name, values in offered(first).items():
        for value in values:
            narrowed = page(**{name: value})
            assert EMPTY not in narrowed, (name, value)
            for other, left in offered(narrowed).items():
                assert all(EMPTY not in page(**{name: value, other: also}) for also in left if other != name)


def test_what_nobody_has_is_not_offered(desk, slug):
    people = offered(desk.page(f"/events/{slug}/registrations"))
    assert people["status"] == ["confirmed", "waiting"]
    assert len(people["category"]) == 1
    assert people["tag"] == ["Größe „L“", "Podium"]
    assert offered(desk.page(f"/events/{slug}/mail"))["status"]
    assert sorted(offered(desk.page(f"/events/{slug}/invitations"))["status"]) == ["open", "withdrawn"]
    assert "(0)" not in desk.page(f"/events/{slug}/invitations") + desk.page(f"/events/{slug}/mail")


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("registrations", "status", "cancelled"),
        ("registrations", "source", "door"),
        ("registrations", "tag", "Nirgends"),
        ("mail", "status", "returned"),
        ("invitations", "status", "declined"),
    ],
)
def test_what_was_chosen_stays_on_offer(desk, slug, kind, name, value):
    page = desk.page(f"/events/{slug}/{kind}?{urlencode({name: value})}")
    assert value in offered(page)[name]
    assert EMPTY in page


def test_a_category_in_which_nobody_is_stays_while_it_is_chosen(desk, work, slug):
    with work():
        schools = make_category(get_event(slug), label={"de": "Klassen", "en": "Classes"}).public_id
    assert schools in offered(desk.page(f"/events/{slug}/registrations?category={schools}"))["category"]
    assert schools not in offered(desk.page(f"/events/{slug}/registrations"))["category"]
