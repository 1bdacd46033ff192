from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from webapp.calendar.entries import Entry
from webapp.calendar.serializer import to_ical

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
ENTRY = Entry(
    uid="one@example.org",
    sequence=3,
    touched_at=NOW,
    status="CONFIRMED",
    title="2. Zukunftswerkstatt; Mittweida, Größe",
    starts_at=datetime(2027, 3, 28, 0, 30, tzinfo=UTC),
    ends_at=datetime(2027, 3, 28, 2, 0, tzinfo=UTC),
    zone="Europe/Berlin",
    place="Haus der Wirtschaft",
    description="Zeile eins\nZeile zwei",
    url="https://events.example.org/events/zukunftswerkstatt",
    category="Zukunftswerkstatt",
    organizer=("Handwerkskammer", "kontakt@example.org"),
    position=(50.98, 12.98),
)


def read(*entries: Entry):
    return Calendar.from_ical(to_ical(entries, name="Feed", url="https://events.example.org"))


def test_an_entry_says_all_it_knows():
    (event,) = read(ENTRY).walk("VEVENT")
    assert event["UID"] == "one@example.org"
    assert event["SEQUENCE"] == 3
    assert str(event["SUMMARY"]) == ENTRY.title
    assert str(event["DESCRIPTION"]) == ENTRY.description
    assert event["DTSTAMP"].dt == NOW
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert event["ORGANIZER"] == "mailto:kontakt@example.org"
    assert (event["GEO"].latitude, event["GEO"].longitude) == (50.98, 12.98)


@pytest.mark.parametrize(("month", "day"), [(3, 28), (10, 31)])
def test_moments_survive_both_changes_of_the_clocks(month, day):
    for minutes in range(0, 6 * 60, 30):
        starts_at = datetime(2027, month, day, tzinfo=UTC) + timedelta(minutes=minutes)
        (event,) = read(replace(ENTRY, starts_at=starts_at, ends_at=starts_at + timedelta(hours=3))).walk("VEVENT")
        wall = event["DTSTART"].dt.replace(tzinfo=None)
        expected = starts_at.astimezone(event["DTSTART"].dt.tzinfo).replace(tzinfo=None)
        assert wall == expected


def test_the_calendar_has_no_uid_of_its_own_but_its_zone():
    calendar = read(ENTRY)
    assert "UID" not in calendar
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Berlin"]
    assert calendar["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"


def test_it_says_the_same_on_every_reading():
    assert to_ical([ENTRY], name="a", url="b") == to_ical([ENTRY], name="a", url="b")


def test_an_empty_calendar_is_a_calendar():
    assert read().walk("VEVENT") == []


@given(st.text(max_size=300))
def test_no_text_breaks_out_of_its_line(text):
    calendar = read(replace(ENTRY, title=text, description=text, place=text))
    (event,) = calendar.walk("VEVENT")
    assert set(event) <= {
        "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "STATUS", "SUMMARY", "DTSTART", "DTEND", "LOCATION",
        "DESCRIPTION", "URL", "CATEGORIES", "GEO", "ORGANIZER", "TRANSP",
    }  # fmt: skip


def test_lines_are_folded_at_75_octets():
    lines = to_ical([replace(ENTRY, description="Größe " * 60)], name="a", url="b").split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
