"""A place of the same name may be another one: where no town is said, only the very same words mean the same place."""

import io

import pytest
from sqlalchemy import select

from tests.forms import sent_from
from tests.html import parsed, text_of
from webapp.events.models import Event
from webapp.events.queries import get_event
from webapp.events.services.publishing import publish_event
from webapp.foundation import clock
from webapp.foundation.database import session

GERMAN = {"Accept-Language": "de"}
NEW = "/events/new?format=own"
HALL = {"venue_name": "Rathaus", "venue_street": "Hauptstr. 1", "venue_postcode": "08056"}
LIFT = "Stufenlos, Aufzug bis zum Saal"


def set_up(at, title="Treffen", **place):
    sent = sent_from(parsed(at.client.get(f"/manage{NEW}", headers=GERMAN)), "title")
    sent |= {"title": title, "day": "2027-05-06", "starts": "10:00", "ends": "12:00", "venue": "", **place}
    answer = at.client.post(f"/manage{NEW}", data=sent, headers=GERMAN)
    assert answer.status_code == 303, text_of(parsed(answer))
    return answer.location.rpartition("/")[2]


def stands(event):
    venue = event.venue
    return venue.name, venue.street, venue.postcode, venue.access, event.access_note, event.sequence


def options(desk):
    page = parsed(desk.client.get(f"/manage{NEW}", headers=GERMAN))
    said = {each.get("value"): text_of(each) for each in page.iter("option")}
    return {words: value for value, words in said.items() if "Rathaus" in words}


@pytest.mark.parametrize("how", ["described with its street", "described by its name", "chosen from the list"])
def test_what_another_office_says_of_its_place_changes_no_published_event(desk, other_desk, work, read, how):
    mine = set_up(desk, venue_name="Rathaus")
    with work():
        publish_event(event=get_event(mine), now=clock.now())
    before = read(mine, stands)
    place = HALL if how == "described with its street" else {"venue_name": "Rathaus"}
    if how == "chosen from the list":
        place = {"venue": options(other_desk)["Rathaus"]}
    theirs = set_up(other_desk, **place, venue_access=LIFT)
    assert read(mine, stands) == before
    *_, access, note, _sequence = read(theirs, stands)
    assert LIFT in access + note


def test_an_imported_date_gets_no_street_that_its_table_does_not_say(desk, other_desk, work):
    set_up(other_desk, **HALL)
    table = b"Titel;Datum;von;bis;Ort\nTreffen in Mittweida;06.05.2027;10:00;12:00;Rathaus\n"
    answer = desk.send("/calendar/dates", {"file": (io.BytesIO(table), "dates.csv")})
    page = answer.location
    sent = sent_from(parsed(desk.client.get(page, headers=GERMAN)), "format")
    assert desk.client.post(page, data=sent, headers=GERMAN).status_code == 303
    with work():
        made = session().scalars(select(Event).where(Event.title == "Treffen in Mittweida")).one()
        assert (made.venue.name, made.venue.street, made.venue.postcode) == ("Rathaus", "", "")


@pytest.mark.parametrize("town", [{}, {"venue_city": "Mittweida"}])
def test_the_same_words_mean_the_same_place(desk, read, town):
    first, again = (set_up(desk, **HALL, **town) for _ in range(2))
    assert read(first, lambda event: event.venue_id) == read(again, lambda event: event.venue_id)


def test_where_several_could_be_meant_none_is(desk, read):
    """Two of them are known: who says neither street means neither, and who says one of them again means that one."""
    known = [
        set_up(desk, venue_name="Rathaus", venue_city="Mittweida", venue_street=street, venue_access=street)
        for street in ("Markt 1", "Hauptstr. 1")
    ]
    bare, again = (set_up(desk, venue_name="Rathaus", venue_city="Mittweida") for _ in range(2))
    ids = [read(slug, lambda event: event.venue_id) for slug in (*known, bare, again)]
    assert len(set(ids)) == 3
    assert ids[2] == ids[3]
    assert read(bare, stands)[1:4] == ("", "", "")
    for street, expected in zip(("Markt 1", "Hauptstr. 1"), ids[:2], strict=True):
        slug = set_up(desk, venue_name="rathaus ", venue_city="Mittweida", venue_street=street)
        assert read(slug, lambda event: event.venue_id) == expected
    set_up(desk, venue_name="Rathaus", venue_city="Mittweida", venue_street="Neue Gasse 3")
    assert read(bare, stands)[1] == ""


def test_places_of_one_name_and_town_are_told_apart_by_their_street(desk):
    for street in ("Markt 1", "Hauptstr. 1"):
        set_up(desk, venue_name="Rathaus", venue_city="Mittweida", venue_street=street)
    assert set(options(desk)) == {"Rathaus, Markt 1, Mittweida", "Rathaus, Hauptstr. 1, Mittweida"}
