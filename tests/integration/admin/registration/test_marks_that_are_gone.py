"""A category or a tag that is gone meanwhile never stands for everybody: in no list, no decision and no mailing."""

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_category, make_registration
from tests.html import text_of, tree_of
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail.models import Mailing
from webapp.registration import services

TEXT = {"subject_de": "Parken", "text_de": "Bitte parken Sie am Markt.", "status": ""}


@pytest.fixture
def gone(desk, work):
    """An event with three people, one of them in a category that is retired and with a tag that is taken away."""
    with work():
        event = make_event("Dialog", host=desk.host, capacity=9)
        shops, schools = make_category(event), make_category(event, label={"de": "Schulen", "en": "Schools"})
        make_registration(event, "Ada Betrieb", category_id=shops.id)
        for name in ("Ben Schule", "Cem Schule"):
            make_registration(event, name, category_id=schools.id)
        services.retire_category(event=event, category=shops, now=clock.now())
        return event.slug, shops.public_id


def people_on(page):
    return {name for name in ("Ada Betrieb", "Ben Schule", "Cem Schule") if name in page}


def test_the_list_still_shows_who_is_in_a_category_that_is_not_offered_any_more(desk, gone):
    slug, category = gone
    page = desk.page(f"/events/{slug}/registrations?category={category}")
    assert people_on(page) == {"Ada Betrieb"}
    (narrowing,) = [each for each in tree_of(page).iter("select") if each.get("name") == "category"]
    assert [each.get("value") for each in narrowing.iter("option") if each.get("selected") is not None] == [category]


@pytest.mark.parametrize("asked", ["category=nobody", "tag=Weg"])
def test_what_there_is_not_finds_nobody(desk, gone, asked):
    slug, _ = gone
    assert people_on(desk.page(f"/events/{slug}/registrations?{asked}")) == set()
    assert people_on(desk.client.get(f"/manage/events/{slug}/registrations.csv?{asked}").text) == set()
    page = desk.client.get(f"/manage/events/{slug}/registrations/many?everybody=1&action=cancel&{asked}")
    assert page.status_code == 303


def test_one_decision_about_a_category_that_is_not_offered_any_more_is_about_its_people(desk, gone):
    slug, category = gone
    page = desk.page(f"/events/{slug}/registrations/many?everybody=1&action=cancel&category={category}")
    assert "1 Anmeldung" in text_of(tree_of(page)).replace("\u00a0", " ")


def test_a_mailing_reaches_a_category_that_is_not_offered_any_more(desk, gone, work):
    slug, category = gone
    answer = desk.send(f"/events/{slug}/mail/new/message", {**TEXT, "category": category})
    assert answer.status_code == 303
    assert "1 Person bekommt sie" in text_of(tree_of(desk.page(answer.location.removeprefix("/manage")))).replace(
        "\u00a0", " "
    )


@pytest.mark.parametrize("sent", [{"tag": "Presse"}, {"category": "nobody"}])
def test_a_mailing_to_what_is_gone_is_refused(desk, work, sent):
    with work():
        event = make_event("Dialog", host=desk.host)
        make_registration(event)
        slug = event.slug
    answer = desk.send(f"/events/{slug}/mail/new/message", {**TEXT, **sent})
    assert answer.status_code == 422
    with work():
        assert session().query(Mailing).count() == 0
