"""Whoever only reads sees how an event is going, and neither addresses nor answers nor a button."""

import pytest

from tests.factories.accounts import make_user, sign_in
from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.html import parsed, text_of
from webapp.accounts.types import Role
from webapp.foundation import clock
from webapp.registration.services import set_tags, set_up

GERMAN = {"Accept-Language": "de"}


@pytest.fixture
def reader(app, work, now):
    """A browser of somebody who reads for the organisation, and the address of its event at the desk."""
    with work():
        event = make_event("Werkstatt", capacity=20)
        make_event("Anderswo")
        set_up(event=event, columns=["companions", "tags", "source"])
        made = make_registration(event, "Ada Beispiel", email="ada@example.org", organisation="Tischlerei Nord")
        set_tags(registration=made, tags=["Presse"], now=clock.now())
        email = make_user(Role.READER, organisation_id=event.host_id).email
        slug = event.slug
    client = app.test_client()
    assert sign_in(client, email).location == "/manage/events"
    return client, f"/manage/events/{slug}"


def test_a_reader_sees_names_and_states_and_no_more(reader):
    client, event = reader
    listed = client.get("/manage/events", headers=GERMAN).text
    assert "Werkstatt" in listed
    assert "Anderswo" not in listed
    page = client.get(f"{event}/registrations", headers=GERMAN).text
    for seen in ("Ada Beispiel", "Tischlerei Nord", "Bestätigt"):
        assert seen in page
    for hidden in ("ada@example.org", "Presse", "registrations.xlsx", 'name="chosen"', 'name="capacity"', 'name="q"'):
        assert hidden not in page
    narrowed = client.get(f"{event}/registrations?q=nobody@example.org&tag=Nirgends", headers=GERMAN).text
    assert "Ada Beispiel" in narrowed, "whether an address is known can't be found out either"


@pytest.mark.parametrize("page", ["", "/registrations", "/statistics", "/preview"])
def test_a_reader_is_offered_nothing_that_would_be_refused(reader, page):
    client, event = reader
    document = parsed(client.get(f"{event}{page}", headers=GERMAN))
    (main,) = [each for each in document.iter("main") if each.get("id") == "main"]
    links = {each.get("href") for each in document.iter("a")} | {each.get("src") for each in document.iter("iframe")}
    inside = sorted(each for each in links if each and each.startswith(("/manage", "/checkin", "/facilitate")))
    assert text_of(main)
    assert inside
    assert {path: client.get(path).status_code for path in inside if client.get(path).status_code != 200} == {}
    assert [each for each in main.iter("form") if each.get("method") == "post"] == []


def test_a_reader_changes_nothing(reader):
    client, event = reader
    for path in ("/publish", "/cancel", "/registrations/places", "/registrations/columns", "/edit", "/team"):
        assert client.post(f"{event}{path}").status_code == 403
    for path in ("/registrations.xlsx", "/registrations.csv", "/edit", "/team", "/access", "/mail"):
        assert client.get(f"{event}{path}").status_code in {403, 404}
