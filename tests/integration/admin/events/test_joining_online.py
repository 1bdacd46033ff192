"""Whoever may come learns where to join online, on the page as in calendars; nobody else does."""

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.forms import sent_from
from tests.html import parsed, text_of
from webapp.events.services import update_event
from webapp.foundation import clock

GERMAN = {"Accept-Language": "de"}
LINK = "https://video.example.org/j/1?pwd=geheim"


@pytest.fixture
def slug(desk, work):
    """An event online with somebody registered."""
    with work():
        event = make_event(host=desk.host, capacity=5)
        update_event(event=event, now=clock.now(), conference_url=LINK)
        make_registration(event, "Ada")
        return event.slug


def told(client, slug):
    """Where the link is told to everybody."""
    pages = {
        "page": client.get(f"/events/{slug}", headers=GERMAN).text,
        "date": client.get(f"/events/{slug}.ics").text.replace("\r\n ", ""),
        "all dates": client.get("/calendar.ics").text.replace("\r\n ", ""),
    }
    return {name for name, text in pages.items() if "video.example.org" in text}


def test_only_who_has_a_place_learns_of_the_link(client, slug):
    assert told(client, slug) == set()


def test_where_nobody_registers_all_learn_of_it_and_the_desk_is_told(desk, client, slug):
    page = parsed(desk.client.get(f"/manage/events/{slug}/edit", headers=GERMAN))
    assert "Muss sich niemand anmelden, steht er für alle auf der Seite" in text_of(page)
    sent = sent_from(page, "title")
    sent["features"] = [each for each in sent["features"] if each != "registration"]
    saved = desk.send(f"/events/{slug}/edit", sent)
    assert saved.status_code == 303
    said = text_of(parsed(desk.client.get(saved.location, headers=GERMAN)))
    assert "sehen jetzt alle" in said
    assert told(client, slug) == {"page", "date", "all dates"}
    again = sent_from(parsed(desk.client.get(f"/manage/events/{slug}/edit", headers=GERMAN)), "title")
    saved = desk.send(f"/events/{slug}/edit", {**again, "teaser": "Neu"})
    assert "sehen jetzt alle" not in text_of(parsed(desk.client.get(saved.location, headers=GERMAN)))
