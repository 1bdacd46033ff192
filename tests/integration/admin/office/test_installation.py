"""What the office says of its installation is shown by every page from then on."""

import pytest

from tests.factories.accounts import make_user, sign_in
from tests.factories.events import make_event
from tests.html import parsed, text_of
from tests.queries import counted
from webapp.accounts.types import Role
from webapp.foundation.http import page_cache
from webapp.registration.queries import setup_of

GERMAN = {"Accept-Language": "de"}
NEW = {"name": "HWK Übermorgen", "email": "fragen@example.org", "accent": "00587A", "zone": "Europe/Vienna"}


def names(answer):
    return {each.get("hreflang") for each in parsed(answer).iter("a")} - {None}


def test_every_page_says_what_was_set_at_once(office, client, app, monkeypatch):
    monkeypatch.setattr(page_cache, "FRESH_SECONDS", -1.0)
    pages = ("/", "/events", "/imprint", "/sign-in", "/nowhere")
    before = [client.get(path, headers=GERMAN).text for path in pages]
    assert all("Dialogwerk" in page for page in before)
    assert office.send("/installation", "accent", **NEW).status_code == 303
    for path in pages:
        page = client.get(path, headers=GERMAN).text
        assert "HWK Übermorgen" in page, path
        assert "/accent.css?of=00587a" in page, path
    assert "--dw-accent:#00587a" in client.get("/accent.css").text
    assert "fragen@example.org" in client.get("/accessibility", headers=GERMAN).text
    assert "X-WR-CALNAME:HWK Übermorgen" in client.get("/calendar.ics").text
    assert "Kontrast 6,9" in text_of(parsed(office.page("/installation")))


def test_languages_that_are_not_offered_are_not_spoken(office, client, monkeypatch):
    monkeypatch.setattr(page_cache, "FRESH_SECONDS", -1.0)

    def spoken(**headers):
        return client.get("/", headers=headers).headers["Content-Language"]

    assert (spoken(), spoken(**{"Accept-Language": "en"}), spoken(**{"Accept-Language": "fr"})) == ("de", "en", "de")
    assert names(client.get("/")) == {"en"}
    office.send("/installation", "accent", languages="en de")
    assert (spoken(), spoken(**{"Accept-Language": "de"}), spoken(**{"Accept-Language": "fr"})) == ("en", "de", "en")
    office.send("/installation", "accent", languages="de")
    assert (spoken(), spoken(**{"Accept-Language": "en"})) == ("de", "de")
    answer = client.get("/?lang=en")
    assert (answer.headers["Content-Language"], answer.headers.get("Set-Cookie")) == ("de", None)
    assert names(answer) == set()


def test_how_long_data_is_kept_holds_for_events_that_say_nothing(office, work):
    office.send("/installation", "accent", kept_days="40")
    with work():
        assert setup_of(make_event().id).kept_days == 40


def test_formats_that_are_not_offered_make_no_new_event(office, chamber):
    assert office.send("/installation", "accent", formats=["press_date", "own"]).status_code == 303
    page = office.client.get("/manage/events/new", headers=GERMAN)
    assert "format=press_date" in page.text
    assert "format=crafts_day" not in page.text
    assert "Tag des Handwerks" not in office.client.get("/manage/events/new?format=crafts_day", headers=GERMAN).text
    assert "Bitte lassen Sie mindestens ein Format stehen." in office.send("/installation", "accent", formats=[]).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"accent": "#ffee00"}, "Diese Farbe ist zu blass zum Lesen: Ihr Kontrast ist 1,"),
        ({"accent": "petrol"}, "Bitte geben Sie eine Farbe wie #00587a ein."),
        ({"email": "fragen@"}, "Bitte prüfen Sie diese E-Mail-Adresse"),
        ({"kept_days": "0"}, "Bitte geben Sie eine Zahl von 1 bis 3650 ein."),
        ({"name": "x" * 81}, "Bitte kürzen Sie auf 80 Zeichen."),
    ],
    ids=["pale", "no colour", "email", "days", "name"],
)
def test_what_can_not_be_is_said_at_its_field(office, typed, said):
    answer = office.send("/installation", "accent", **typed)
    assert answer.status_code == 422
    assert said in text_of(parsed(answer))
    assert f'"{next(iter(typed.values()))}"' in answer.text, "as it was entered"


def test_only_administrators_set_what_belongs_to_the_installation(app, work, now):
    with work():
        email = make_user(Role.ORGANIZER).email
    client = app.test_client()
    sign_in(client, email)
    index = client.get("/manage/settings", headers=GERMAN)
    assert index.status_code == 200
    assert "/settings/installation" not in index.text
    assert "/settings/texts" not in client.get("/manage", headers=GERMAN).text
    for path in ("/installation", "/texts", "/texts/privacy"):
        assert client.get(f"/manage/settings{path}").status_code == 403


def test_what_is_known_of_the_installation_costs_a_served_page_nothing(app, office, client):
    for path in ("/", "/events"):
        client.get(path)
        with counted(app) as seen:
            client.get(path)
        assert seen == []
    office.send("/installation", "accent", **NEW)
    with counted(app) as seen:
        client.get("/sign-in")
        client.get("/sign-in")
    assert [each for each in seen if "office_settings" in each or "legal_version" in each] == []
