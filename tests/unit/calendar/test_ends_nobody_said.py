"""An end that nobody said is made up, and told as such, whatever the date comes from."""

from datetime import date, datetime

import pytest

from webapp.calendar.reading import dates_in

ZONE = "Europe/Berlin"
HEAD = "BEGIN:VEVENT\nUID:1\nSUMMARY:A\n"
BEGINS = ("DTSTART:20270612T140000", "DTSTART:20270612T120000Z", "DTSTART;TZID=Europe/Berlin:20270612T140000")
REPEATS = ("", "RRULE:FREQ=WEEKLY;COUNT=3\n", "RRULE:FREQ=DAILY;UNTIL=20270614T230000Z\n")


def read(*entries):
    text = "BEGIN:VCALENDAR\n" + "".join(f"{HEAD}{each}END:VEVENT\n" for each in entries) + "END:VCALENDAR\n"
    found = dates_in(text.replace("\n", "\r\n").encode(), zone=ZONE, today=date(2027, 1, 1))
    assert [each.faults for each in found] == [()] * len(found)
    return found


@pytest.mark.in_turns
@pytest.mark.parametrize("repeats", REPEATS)
@pytest.mark.parametrize("begins", BEGINS)
@pytest.mark.parametrize("end", ["", "same", "DURATION:PT0S", "DURATION:P0D"])
def test_an_entry_without_an_end_says_so(begins, end, repeats):
    ends = begins.replace("DTSTART", "DTEND") if end == "same" else end
    found = read(f"{begins}\n{ends}\n{repeats}".replace("\n\n", "\n"))
    assert len(found) >= (2 if repeats else 1)
    assert {(each.open_end, each.all_day) for each in found} == {(True, False)}
    assert found[0].starts == datetime(2027, 6, 12, 14)


@pytest.mark.in_turns
@pytest.mark.parametrize("repeats", REPEATS)
@pytest.mark.parametrize("begins", BEGINS)
@pytest.mark.parametrize("end", ["DTEND;TZID=Europe/Berlin:20270612T154500", "DURATION:PT90M"])
def test_an_entry_with_an_end_has_one(begins, end, repeats):
    if begins == BEGINS[0]:  # one without a zone ends without one
        end = end.replace(";TZID=Europe/Berlin", "")
    assert {each.open_end for each in read(f"{begins}\n{end}\n{repeats}")} == {False}


@pytest.mark.parametrize("end", ["", "DTEND;VALUE=DATE:20270612\n", "DTEND;VALUE=DATE:20270613\n"])
@pytest.mark.parametrize("repeats", ["", "RRULE:FREQ=WEEKLY;COUNT=3\n"])
def test_whole_days_have_made_up_hours_altogether(end, repeats):
    found = read(f"DTSTART;VALUE=DATE:20270612\n{end}{repeats}")
    assert {(each.open_end, each.all_day) for each in found} == {(False, True)}


def test_a_moved_time_of_a_series_says_it_as_well():
    found = read(
        "DTSTART:20270612T140000\nDTEND:20270612T150000\nRRULE:FREQ=WEEKLY;COUNT=3\n",
        "DTSTART:20270620T140000\nRECURRENCE-ID:20270619T140000\n",
    )
    assert {each.starts.day: each.open_end for each in found} == {12: False, 20: True, 26: False}


def test_a_table_and_a_calendar_say_it_alike():
    (row,) = dates_in(b"Titel;Datum;von\nA;12.06.2027;14:00\n", zone=ZONE, today=date(2027, 1, 1))
    (entry,) = read("DTSTART:20270612T140000\n")
    assert [(each.starts, each.ends, each.open_end) for each in (row, entry)] == [(row.starts, row.ends, True)] * 2
