"""One search finds everything that somebody may see, and nothing else."""

import pytest

from tests.factories.accounts import make_access_link, make_user, sign_in
from tests.factories.canvases import make_plan
from tests.factories.events import make_event
from tests.factories.procurement import make_tender
from tests.factories.registration import cancel, make_registration, people
from tests.html import parsed, text_of
from tests.queries import counted
from webapp.accounts.types import Role
from webapp.foundation import clock
from webapp.registration import services

GERMAN = {"Accept-Language": "de"}


def found(client, words):
    """What is found, by its heading: (what it is called, where it leads)."""
    page = parsed(client.get("/manage/search", query_string={"q": words}, headers=GERMAN))
    groups = [each for each in page.iter("section") if "dw-matters" in each.get("class", "")]
    return {
        text_of(next(group.iter("h2"))).strip(): [
            (text_of(link), link.get("href")) for item in group.iter("li") for link in list(item.iter("a"))[:1]
        ]
        for group in groups
    }


def make_things(host):
    event = make_event("Drechslerabend", host=host)
    make_registration(event, "Ödön Drechsler", organisation="Holz & Form", heads=people("Ödön Drechsler", "Mia Span"))
    gone = make_registration(event, "Weg Drechsler")
    services.erase(registration=gone, now=clock.now())
    make_tender(host, "Drechslerarbeiten")


def test_each_kind_of_thing_is_found_and_leads_there(desk, work):
    with work():
        make_things(desk.host)
        make_plan()
    everything = found(desk.client, "drechsler")
    assert {name: [said for said, _url in each] for name, each in everything.items()} == {
        "Veranstaltungen": ["Drechslerabend"],
        "Menschen": ["Ödön Drechsler"],
        "Vergaben": ["Drechslerarbeiten"],
    }
    for each in (*everything.values(), *found(desk.client, "werkstatt-tage").values()):
        assert each
        assert all(desk.client.get(url).status_code == 200 for _said, url in each)
    assert list(found(desk.client, "werkstatt-tage")) == ["Maßnahmen"]
    assert found(desk.client, "kalender")["Seiten"] == [("Kalender", "/manage/calendar")]
    assert list(found(desk.client, "Odon Holz")) == list(found(desk.client, "Mia Span")) == ["Menschen"]


def test_nothing_of_others_is_found(app, desk, other_desk, work):
    with work():
        make_things(other_desk.host)
        own = make_event("Eigene", host=other_desk.host)
        make_registration(own, "Erna Drechsler")
        single = make_user(Role.ORGANIZER, event_key=own.public_id)
        door = make_user(Role.DOOR, event_key=own.public_id)
    assert found(desk.client, "drechsler") == {}
    client, at_the_door = app.test_client(), app.test_client()
    sign_in(client, single.email)
    assert {name: [said for said, _url in each] for name, each in found(client, "drechsler").items()} == {
        "Menschen": ["Erna Drechsler"]
    }
    sign_in(at_the_door, door.email)
    assert at_the_door.get("/manage/search?q=drechsler").status_code == 403


@pytest.mark.parametrize("words", ["", " ", "a", "%", "_", "x" * 5000, "a b " * 300, "\u202e", "\x00"])
def test_odd_words_find_nothing_and_break_nothing(desk, work, words):
    with work():
        make_things(desk.host)
    assert "Drechsler" not in str(found(desk.client, words))


def test_a_search_takes_as_many_queries_for_many_as_for_few_and_shows_some(app, desk, work):
    def asked():
        with counted(app) as seen:
            answer = found(desk.client, "drechsler")
        return len(seen), answer

    with work():
        make_things(desk.host)
    asked()  # learns the words in use
    few, _ = asked()
    with work():
        event = make_event("Drechslertag", host=desk.host)
        for number in range(30):
            make_registration(event, f"Drechsler {number}")
    asked()
    many, answer = asked()
    assert many == few
    assert len(answer["Menschen"]) == 20


def test_the_field_is_on_every_page_of_the_desk_and_works_without_a_script(desk, work):
    with work():
        event = make_event(host=desk.host)
        make_access_link(event)
    for path in ("", "/events", f"/events/{event.slug}", f"/events/{event.slug}/access"):
        page = parsed(desk.client.get(f"/manage{path}", headers=GERMAN))
        (form,) = [each for each in page.iter("form") if "dw-find" in each.get("class", "")]
        assert (form.get("method"), form.get("action")) == ("get", "/manage/search")
        assert [each.get("name") for each in form.iter("input")] == ["q"]


def test_nobody_is_found_at_an_event_that_lies_in_the_bin(desk, work):
    """The page behind such a hit would be refused."""
    with work():
        event = make_event("Drechslerabend", host=desk.host)
        slug, key = event.slug, event.public_id
        cancel(make_registration(event, "Kim Kanarienvogel"))
    assert [len(each) for each in found(desk.client, "Kanarienvogel").values()] == [1]
    desk.send(f"/events/{slug}/withdraw")
    desk.send("/events/bin", {"chosen": key})
    assert found(desk.client, "Kanarienvogel") == {}
