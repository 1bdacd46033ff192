"""Dates from elsewhere that take place online become drafts with their link, which stays with those who come."""

import io

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.html import text_of, tree_of
from webapp.calendar.models import DateList
from webapp.events.models import Event, Venue
from webapp.foundation import tokens
from webapp.foundation.database import session

LINK = "https://us02web.zoom.us/j/12345678901?pwd=abc"
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
SUMMARY:Sprechstunde
DTSTART;TZID=Europe/Berlin:20300506T150000
DTEND;TZID=Europe/Berlin:20300506T170000
LOCATION:{}
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def bring(desk):
    def run(content, name="termine.ics"):
        sent = {"once_key": tokens.new_id(), "file": (io.BytesIO(content), name)}
        answer = desk.client.post("/manage/calendar/dates", data=sent, headers={"Accept-Language": "de"})
        assert answer.status_code == 303
        path = answer.location.removeprefix("/manage")
        page = tree_of(desk.page(path))
        boxes = [box for box in page.iter("input") if box.get("name") == "chosen"]
        ticked = [box.get("value") for box in boxes if box.get("checked") is not None]
        return path, text_of(page).replace("\u00a0", " "), [box.get("value") for box in boxes], ticked

    return run


def draft(desk, work, path, numbers):
    desk.send(path, {"chosen": numbers, "host": desk.host.key, "format": "own"})
    with work():
        event = session().scalars(select(Event)).one()
        return event.conference_url, event.venue.name if event.venue else None


@pytest.mark.parametrize(("said", "venue"), [(LINK, None), (f"Zoom: {LINK}", None), (f"Rathaus\\, {LINK}", "Rathaus")])
@pytest.mark.parametrize("kind", ["ics", "csv"])
def test_the_link_is_shown_and_becomes_the_one_for_joining(desk, work, bring, said, venue, kind):
    table = f"Titel;Datum;Ort\nSprechstunde;06.05.2030;{said}\n".replace("\\,", ",")
    content = CALENDAR.format(said) if kind == "ics" else table
    path, page, numbers, ticked = bring(content.encode(), f"termine.{kind}")
    assert f"online: {LINK}" in page
    assert ticked == numbers
    assert draft(desk, work, path, numbers) == (LINK, venue)
    with work():
        assert [each.name for each in session().scalars(select(Venue))] == ([venue] if venue else [])


@pytest.mark.parametrize("kind", ["ics", "csv"])
def test_a_date_without_a_link_says_so_and_is_left_unticked(desk, work, bring, kind):
    said = "Microsoft Teams-Besprechung"
    content = CALENDAR.format(said) if kind == "ics" else f"Titel;Datum;Ort\nSprechstunde;06.05.2030;{said}\n"
    path, page, numbers, ticked = bring(content.encode(), f"termine.{kind}")
    assert "Wir haben keinen Link zum Teilnehmen gefunden" in page
    assert f"Dort steht: „{said}“." in page
    assert ticked == []
    assert draft(desk, work, path, numbers) == ("", None)


def test_a_list_that_was_read_before_can_still_be_taken(desk, work, bring):
    """Lists of an earlier version know nothing of links."""
    path, _, numbers, _ = bring(CALENDAR.format("Rathaus").encode())
    with work():
        dates = session().scalars(select(DateList)).one()
        dates.rows = [{name: value for name, value in row.items() if name != "online"} for row in dates.rows]
    assert draft(desk, work, path, numbers) == ("", "Rathaus")


def test_what_we_write_ourselves_comes_back_with_its_link(desk, work, bring):
    with work():
        slug = make_event("Nur online", conference_url=LINK, venue=None, features=[]).slug
    _, page, *_ = bring(desk.client.get(f"/events/{slug}.ics").data)
    assert f"online: {LINK}" in page
