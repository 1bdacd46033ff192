"""A site that holds nothing yet promises nothing that isn't there; what comes shows on pages that were kept."""

from datetime import timedelta

from tests.factories.events import make_event
from tests.html import parsed, text_of
from webapp.plans.services import add_plan

GERMAN = {"Accept-Language": "de"}
ABSENT = ("Aktionspl", "Maßnahme", "Filter", "Suche", "Vergangene", "Alle Veranstaltungen", "Wozu das alles")


def read(client, path):
    return text_of(parsed(client.get(path, headers=GERMAN)).find(".//body"))


def test_nothing_leads_to_what_there_is_not_until_there_is(app, desk, work):
    guest = app.test_client()
    for path in ("/", "/events"):
        page = read(guest, path)
        assert [said for said in ABSENT if said in page] == []
    assert "Bisher hat nichts stattgefunden" in read(guest, "/events?when=past")
    new = desk.page("/events/new?format=own")
    assert [said for said in ("Wozu sie dient", "Keine Maßnahme") if said in new] == []
    sent = {"title": "Austausch", "day": "2027-05-06", "starts": "15:00", "host": desk.host.key}
    led = desk.send("/events/new?format=own", sent)
    assert led.status_code == 303
    edit = desk.client.get(f"{led.location}/edit", headers=GERMAN)
    assert "Maßnahme" not in text_of(parsed(edit))
    assert edit.text.count("(zum Veröffentlichen nötig") == 4
    assert "Maßnahme" not in text_of(parsed(desk.client.get(led.location, headers=GERMAN)))
    with work():
        add_plan(slug="plan", title="Plan der Region")
    assert "Aktionspläne" in desk.page("/events")


def test_past_events_are_offered_once_there_are_some(client, desk, work):
    with work():
        make_event("Vorbei", host=desk.host, starts_in=timedelta(days=-7))
    assert "Vergangene Veranstaltungen" in read(client, "/")
    assert "Suche" in read(client, "/events")
    assert "1 vergangene Veranstaltung passt" in read(client, "/events").replace("\u00a0", " ")
