"""World time as Exchange names it, and the hour that a clock shows twice: read rightly, or named for what it is."""

from datetime import UTC, date, datetime

import pytest

from webapp.calendar.errors import DatesUnreadableError
from webapp.calendar.ical import apart
from webapp.calendar.reading import dates_in
from webapp.calendar.rows import as_row, from_row
from webapp.calendar.types import DateFault, DateHint
from webapp.foundation import clock

ZONE = "Europe/Berlin"


def calendar(*lines):
    entry = ("BEGIN:VEVENT", "UID:1", "SUMMARY:Treffen", *lines, "END:VEVENT")
    return "\r\n".join(("BEGIN:VCALENDAR", *entry, "END:VCALENDAR", "")).encode()


def only(*lines):
    (found,) = dates_in(calendar(*lines), zone=ZONE, today=date(2026, 11, 29))
    return found


def moments(found):
    return clock.from_local(found.starts, ZONE), clock.from_local(found.ends, ZONE)


@pytest.mark.parametrize("zone", ["tzone://Microsoft/Utc", '"tzone://Microsoft/Utc"', "TZONE://MICROSOFT/UTC"])
def test_world_time_of_exchange_is_read(zone):
    found = only(f"DTSTART;TZID={zone}:20270610T120000", f"DTEND;TZID={zone}:20270610T130000")
    assert (found.faults, found.starts, found.ends) == ((), datetime(2027, 6, 10, 14), datetime(2027, 6, 10, 15))


@pytest.mark.parametrize("zone", ["tzone://Microsoft/Custom", "tzone://Microsoft/Mond"])
def test_another_clock_of_exchange_is_a_matter_of_its_zone(zone):
    assert only(f"DTSTART;TZID={zone}:20270610T120000").faults == (DateFault.ZONE_UNKNOWN,)


@pytest.mark.parametrize(("begins", "ends"), [("0030", "0130"), ("0030", "0115"), ("0045", "0130"), ("0000", "0159")])
def test_an_entry_within_the_hour_that_comes_twice_is_read(begins, ends):
    found = only(f"DTSTART:20271031T{begins}00Z", f"DTEND:20271031T{ends}00Z")
    said = [datetime(2027, 10, 31, int(each[:2]), int(each[2:]), tzinfo=UTC) for each in (begins, ends)]
    assert found.faults == ()
    assert [*moments(found)] == said
    assert [*moments(from_row(as_row(found)))] == said


def test_the_second_time_that_a_clock_shows_it_is_kept():
    found = only("DTSTART:20271031T013000Z", "DTEND:20271031T030000Z")
    assert (found.faults, found.hints) == ((), (DateHint.HOUR_TWICE,))
    assert moments(found)[0] == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    named = only("DTSTART:20271031T023000", "DTEND:20271031T040000")
    assert named.hints == (DateHint.HOUR_TWICE,)


@pytest.mark.parametrize(("begins", "ends"), [("0130", "0030"), ("0130", "0130"), ("0145", "0115"), ("0230", "0200")])
def test_what_ends_before_it_begins_is_named_there_as_well(begins, ends):
    found = only(f"DTSTART:20271031T{begins}00Z", f"DTEND:20271031T{ends}00Z")
    assert found.open_end if begins == ends else found.faults == (DateFault.ENDS_BEFORE,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_far_too_many_entries_are_counted_before_any_is_read(monkeypatch, encoding):
    def refuse(*_arguments, **_options):
        raise AssertionError("it was read")

    monkeypatch.setattr(apart.subprocess, "run", refuse)
    content = ("BEGIN:VCALENDAR\r\n" + "BEGIN:VEVENT\r\n" * 50_000).encode(encoding)
    with pytest.raises(DatesUnreadableError) as refusal:
        dates_in(content, zone=ZONE, today=date(2026, 11, 29))
    assert refusal.value.details["problem"] == "too_many"
