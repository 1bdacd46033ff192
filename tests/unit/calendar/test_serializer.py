from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from webapp.calendar import serializer
from webapp.calendar.serializer import to_ical, to_invitation
from webapp.calendar.types import Entry, Method

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
    categories=("Zukunftswerkstatt", "Digitalisierung"),
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
        assert event["DTSTART"].dt.astimezone(UTC) == starts_at


def test_an_hour_that_the_clock_shows_twice_is_said_in_utc_both_times():
    first, second = (replace(ENTRY, starts_at=datetime(2027, 10, 31, hour, 30, tzinfo=UTC)) for hour in (0, 1))
    assert b"DTSTART:20271031T003000Z" in to_ical([first], name="a", url="b")
    assert b"DTSTART:20271031T013000Z" in to_ical([second], name="a", url="b")


@pytest.mark.parametrize(
    ("ends_at", "day_after"),
    [
        (datetime(2027, 5, 7, 15, 0, tzinfo=UTC), date(2027, 5, 8)),
        (datetime(2027, 5, 7, 22, 0, tzinfo=UTC), date(2027, 5, 8)),  # midnight in Berlin: nothing of the 8th
        (datetime(2027, 5, 6, 8, 0, tzinfo=UTC), date(2027, 5, 7)),
    ],
)
def test_whole_days_end_with_the_day_after_the_last_one(ends_at, day_after):
    entry = replace(ENTRY, starts_at=datetime(2027, 5, 6, 7, 0, tzinfo=UTC), ends_at=ends_at, all_day=True)
    calendar = read(entry)
    (event,) = calendar.walk("VEVENT")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2027, 5, 6), day_after)
    assert calendar.walk("VTIMEZONE") == []


def test_what_has_no_end_is_written_without_one():
    (event,) = read(replace(ENTRY, ends_at=ENTRY.starts_at)).walk("VEVENT")
    assert "DTEND" not in event


def test_an_alarm_reminds_before_the_start_unless_all_is_off():
    reminded = replace(ENTRY, alarm=timedelta(days=1))
    (alarm,) = read(reminded).walk("VALARM")
    assert (alarm["ACTION"], alarm["TRIGGER"].dt, str(alarm["DESCRIPTION"])) == (
        "DISPLAY",
        timedelta(days=-1),
        ENTRY.title,
    )
    assert read(replace(reminded, status="CANCELLED")).walk("VALARM") == []


def test_colour_categories_and_conference_stand_in_their_own_words():
    (event,) = read(replace(ENTRY, colour="teal", conference="https://meet.example.org/x?a=1,2;b")).walk("VEVENT")
    assert str(event["COLOR"]) == "teal"
    assert event["CATEGORIES"].cats == ["Zukunftswerkstatt", "Digitalisierung"]
    assert str(event["CONFERENCE"]) == "https://meet.example.org/x?a=1,2;b"
    assert event["CONFERENCE"].params["VALUE"] == "URI"


@pytest.mark.parametrize("method", [Method.REQUEST, Method.CANCEL])
def test_an_invitation_names_who_asks_whom_and_wants_no_answer(method):
    entry = replace(ENTRY, attendee=("Müller, „Kim“", "kim@example.org"))
    raw = to_invitation(entry, method=method)
    calendar = Calendar.from_ical(raw)
    (event,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == method.value
    assert event["ATTENDEE"] == "mailto:kim@example.org"
    assert (event["ATTENDEE"].params["PARTSTAT"], event["ATTENDEE"].params["RSVP"]) == ("ACCEPTED", "FALSE")
    assert "NAME" not in calendar


def test_an_invitation_is_kept_nowhere():
    before = serializer._event.cache_info().currsize
    to_invitation(replace(ENTRY, attendee=("Kim", "kim@example.org")), method=Method.REQUEST)
    assert serializer._event.cache_info().currsize == before


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
    assert len(event.subcomponents) == 0
    assert set(event) <= {
        "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "STATUS", "SUMMARY", "DTSTART", "DTEND", "LOCATION",
        "DESCRIPTION", "URL", "CATEGORIES", "GEO", "ORGANIZER", "TRANSP",
    }  # fmt: skip


def test_lines_are_folded_at_75_octets():
    lines = to_ical([replace(ENTRY, description="Größe " * 60)], name="a", url="b").split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
