"""Days and hours that nobody wrote are never made up: the row or the entry is named."""

from datetime import UTC, date, datetime

import pytest

from webapp.admin.dates.labels import DATE_FAULTS
from webapp.calendar.reading import dates_in
from webapp.calendar.types import DateFault

D = datetime
ZONE = "Europe/Berlin"


def read(text):
    (found,) = dates_in(text.encode(), zone=ZONE, today=date(2027, 1, 1))
    return found.faults or (found.starts, found.ends)


def row(day, starts="", ends=""):
    return read(f"Titel;Datum;von;bis\nJ;{day};{starts};{ends}\n")


@pytest.mark.parametrize(
    "days",
    ["11.-10.06.2027", "11.06.-10.06.2027", "11. Juni – 10. Juni 2027", "30.-02.01.2028", "12.08. - 10.06.2027"],
)
def test_a_range_that_runs_backwards_is_named(days):
    assert row(days) == (DateFault.ENDS_BEFORE,)


def test_a_range_over_new_year_needs_no_first_year():
    assert row("30.12.-02.01.2028") == (D(2027, 12, 30, 9), D(2028, 1, 2, 17))


@pytest.mark.parametrize(
    "day", ["01.01.0001", "1. Januar 0027", "0027-01-01", "0027/01/01", "01/01/0027", "Jan 1, 0027"]
)
def test_four_digits_are_the_year_as_written(day):
    assert row(day) == (DateFault.DAY_UNREADABLE,)


@pytest.mark.parametrize(("starts", "ends"), [("02:30", "04:00"), ("01:00", "02:30"), ("2:00", "2:59")])
def test_an_hour_that_the_clock_skips_is_named(starts, ends):
    assert row("28.03.2027", starts, ends) == (DateFault.HOUR_SKIPPED,)


def test_of_an_hour_shown_twice_the_first_is_meant_as_in_the_form():
    assert row("31.10.2027", "02:30", "04:00") == (D(2027, 10, 31, 2, 30), D(2027, 10, 31, 4))


@pytest.mark.parametrize("begin", ["DTSTART:20270328T023000", "DTSTART:20270328T010000\nDTEND:20270328T023000"])
def test_an_entry_in_the_hour_that_the_clock_skips_is_named(begin):
    entry = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:A\n{begin}\nEND:VEVENT\nEND:VCALENDAR\n"
    assert read(entry.replace("\n", "\r\n")) == (DateFault.HOUR_SKIPPED,)


def test_a_moment_in_world_time_is_never_skipped():
    entry = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:A\nDTSTART:20270328T013000Z\nEND:VEVENT\nEND:VCALENDAR\n"
    assert read(entry)[0] == D(2027, 3, 28, 1, 30, tzinfo=UTC).replace(hour=3, tzinfo=None)


def test_every_fault_has_words():
    assert set(DATE_FAULTS) == {fault.value for fault in DateFault}
