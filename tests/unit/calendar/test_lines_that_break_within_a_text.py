"""Home-made calendars break a text without the blank that says so: no line of it is lost or taken for more."""

from datetime import date, datetime

import pytest

from webapp.calendar.reading import dates_in

ENTRY = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
{}
DTSTART:20270701T180000
DTEND:20270701T190000
END:VEVENT
END:VCALENDAR
"""


def read(said):
    (found,) = dates_in(
        ENTRY.format(said).replace("\n", "\r\n").encode(), zone="Europe/Berlin", today=date(2026, 11, 30)
    )
    assert found.faults == ()
    assert (found.starts, found.ends) == (datetime(2027, 7, 1, 18), datetime(2027, 7, 1, 19))
    return found


def test_a_title_goes_on():
    assert read("SUMMARY:Meisterfeier der\nTischler-Innung").title == "Meisterfeier der Tischler-Innung"


def test_a_place_goes_on_with_its_street_and_town():
    found = read("SUMMARY:x\nLOCATION:Haus der Wirtschaft\nAm Markt 1\n09648 Mittweida")
    assert (found.place, found.street, found.postcode, found.city) == (
        *("Haus der Wirtschaft", "Am Markt 1", "09648", "Mittweida"),
    )


@pytest.mark.parametrize(
    "more",
    ["Gesellenbrief im Original", "Hinweis: Parken im Hof", "Name: Kim Muster", "Kontakt: 0371 1", "https://a.example"],
)
def test_a_text_goes_on_also_where_a_line_has_a_colon(more):
    assert read(f"SUMMARY:x\nDESCRIPTION:Bitte mitbringen:\n{more}\nDanke").text == f"Bitte mitbringen:\n{more}\nDanke"


def test_what_is_said_behind_the_break_counts():
    assert read("SUMMARY:x\nDESCRIPTION:Hinweis:\nFällt leider aus!").hints


@pytest.mark.parametrize("line", ["X-WR-RELCALID:1", "x-foo;a=b:1", "categories:a", "GEO:1;2", "URL:https://a.example"])
def test_a_property_is_none_of_it(line):
    assert read(f"SUMMARY:x\n{line}").title == "x"


def test_what_stands_astray_behind_anything_else_changes_nothing():
    assert read("SUMMARY:x\nSEQUENCE:1\nWerbung von nebenan").title == "x"


def test_letters_that_are_written_for_a_browser_are_read_in_title_and_place_too():
    found = read("SUMMARY:F&amp;E <b>\nLOCATION:M&uuml;ller &amp; Sohn")
    assert (found.title, found.place) == ("F&E <b>", "Müller & Sohn")
