"""Dates that people mark in their own calendars as private, not yet sure, free or away say so and aren’t ticked."""

import pytest

from tests.tables import text
from tests.unit.calendar.test_outlook_and_google import read
from webapp.calendar.ical.lines import parts_of
from webapp.calendar.ical.versions import newest, version_of
from webapp.calendar.tables import dates_in_table

ENTRY = "SUMMARY:A\nDTSTART;TZID=Europe/Berlin:20270610T140000\nDTEND;TZID=Europe/Berlin:20270610T160000\n"
MARKS = {
    "CLASS:PRIVATE": "private",
    "CLASS:CONFIDENTIAL": "private",
    "CLASS:private": "private",
    "CLASS;X-A=b:PRIVATE": "private",
    "CLASS:X-INTERNAL": "private",
    "STATUS:TENTATIVE": "tentative",
    "status:tentative": "tentative",
    "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE": "tentative",
    "X-MICROSOFT-CDO-INTENDEDSTATUS:TENTATIVE": "tentative",
    "TRANSP:TRANSPARENT": "free",
    "X-MICROSOFT-CDO-BUSYSTATUS:FREE": "free",
    "X-MICROSOFT-CDO-BUSYSTATUS:OOF": "away",
    "X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE": "away",
}
PLAIN = ["CLASS:PUBLIC", "CLASS:", "TRANSP:OPAQUE", "X-MICROSOFT-CDO-BUSYSTATUS:BUSY", "STATUS:CONFIRMED"]


@pytest.mark.parametrize(("mark", "hint"), MARKS.items())
def test_what_an_entry_is_marked_as_is_said(mark, hint):
    found = read(ENTRY + mark)
    assert (found.faults, found.hints) == ((), (hint,))


@pytest.mark.parametrize("mark", PLAIN)
def test_an_entry_like_any_other_says_nothing(mark):
    assert (read(ENTRY + mark).faults, read(ENTRY + mark).hints) == ((), ())


def test_each_time_of_a_series_is_marked():
    assert read(f"{ENTRY}RRULE:FREQ=WEEKLY;COUNT=2\nCLASS:PRIVATE").hints == ("private",)


def test_two_copies_that_keep_different_people_busy_are_one():
    entries = [f"BEGIN:VEVENT\nUID:1\n{ENTRY}TRANSP:{kind}\nEND:VEVENT\n" for kind in ("OPAQUE", "TRANSPARENT")]
    blocks = parts_of(f"BEGIN:VCALENDAR\n{''.join(entries)}END:VCALENDAR\n".encode()).entries
    assert len(newest([version_of(block) for block in blocks])) == 1


@pytest.mark.parametrize(
    ("heading", "said", "hints"),
    [
        ("Privat", "Wahr", ("private",)),
        ("Privat", "Falsch", ()),
        ("Privat", "", ()),
        ("Vertraulichkeit", "Privat", ("private",)),
        ("Vertraulichkeit", "Normal", ()),
        ("Private", "True", ("private",)),
        ("Sensitivity", "Confidential", ("private",)),
        ("Status", "tentative", ("tentative",)),
    ],
)
def test_tables_that_calendar_programs_write_say_so_as_well(heading, said, hints):
    (found,) = dates_in_table(text(["Titel", "Datum", heading], ["A", "10.06.2027", said]), most=9)
    assert (found.faults, found.hints) == ((), hints)
