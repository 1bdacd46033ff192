"""Whoever switches something off is told before whom that concerns, and afterwards what visitors don't see any more."""

from tests.factories.events import make_event, make_venue
from tests.factories.stations import make_guest, make_station
from tests.forms import sent_from
from tests.html import parsed, text_of
from webapp.foundation import clock
from webapp.stations import services as stations

GERMAN = {"Accept-Language": "de"}


def test_whom_it_concerns_is_counted_before_and_told_after(desk, work, read):
    with work():
        event = make_event("Tag", host=desk.host, venue=make_venue(), format="crafts_day")
        station = make_station(event)
        for name in ("Kim", "Alex"):
            stations.choose_station(attendee=make_guest(event, name), station=station, now=clock.now())
        slug = event.slug
    path = f"/manage/events/{slug}/edit"
    page = parsed(desk.client.get(path, headers=GERMAN))
    said = text_of(page)
    assert "2 Personen haben eine Station gewählt" in said
    assert "Offene Werkstätten" in said
    assert "Themenstationen" not in said
    sent = {**sent_from(page, "title"), "features": ["registration", "agenda"]}
    assert desk.client.post(path, data=sent, headers=GERMAN).status_code == 303
    told = " ".join(text_of(parsed(desk.client.get(f"/manage/events/{slug}", headers=GERMAN))).split())
    assert "Besucherinnen und Besucher sehen nicht mehr: " in told
    assert "Offene Werkstätten" in told.partition("sehen nicht mehr")[2]
    assert "2 Personen haben eine Station gewählt" in told
    assert read(slug, lambda found: found.features) == ["registration", "agenda"]
    again = parsed(desk.client.get(path, headers=GERMAN))
    assert "haben eine Station gewählt" not in text_of(again), "what isn't in use can't be switched off"
