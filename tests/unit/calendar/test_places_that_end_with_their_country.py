"""The name of our own country at the end of a place, as Google writes it, keeps its town from nobody."""

from datetime import date

import pytest

from webapp.calendar.reading import dates_in
from webapp.calendar.rules import PLACE, place_in


@pytest.mark.parametrize("country", ["", "\\, Deutschland", "\\, Germany"])
def test_town_is_read(country):
    content = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Google Inc//Google Calendar 70.9054//EN\r\nBEGIN:VEVENT\r\n"
        "UID:1\r\nSUMMARY:x\r\nDTSTART;TZID=Europe/Berlin:20270706T150000\r\n"
        f"LOCATION:Haus der Wirtschaft\\, Am Markt 1\\, 09648 Mittweida{country}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    (found,) = dates_in(content.encode(), zone="Europe/Berlin", today=date(2026, 11, 30))
    assert (found.place, found.street, found.postcode, found.city) == (
        "Haus der Wirtschaft",
        "Am Markt 1",
        "09648",
        "Mittweida",
    )


@pytest.mark.parametrize("said", ["Deutschland", "Germany", "Haus der Wirtschaft, Wien, Österreich"])
def test_any_other_place_is_kept_as_it_is(said):
    assert place_in(said)[PLACE] == said


def test_our_own_country_is_dropped_behind_a_town():
    said = place_in("Haus der Wirtschaft, Am Markt 1, 09648 Mittweida, Germany")
    assert said == {PLACE: "Haus der Wirtschaft", "street": "Am Markt 1", "postcode": "09648", "city": "Mittweida"}
