"""A series whose first date its rule doesn't give: nobody knows how many dates it has, so it is named."""

from datetime import date

import pytest

from tests.unit.calendar.test_series_and_their_exceptions import entry, read, said
from webapp.admin.dates.labels import DATE_FAULTS
from webapp.calendar.types import DateFault

BERLIN = "DTSTART;TZID=Europe/Berlin:"
TUESDAY, MONDAY = f"{BERLIN}20270323T140000", f"{BERLIN}20270322T140000"
MONDAYS = "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3"
NAMED = ["repeats_apart"]


def starts(*lines, today=date(2027, 1, 1)):
    return said(read(entry(*lines), today=today))


@pytest.mark.parametrize(
    ("first", "rule"),
    [
        (TUESDAY, MONDAYS),
        (TUESDAY, "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20270420T000000Z"),
        (TUESDAY, "RRULE:FREQ=WEEKLY;BYDAY=MO"),
        (TUESDAY, "RRULE:FREQ=MONTHLY;BYDAY=1TU;COUNT=3"),
        (TUESDAY, "RRULE:FREQ=MONTHLY;BYMONTHDAY=22;COUNT=3"),
        (TUESDAY, "RRULE:FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=23;COUNT=2"),
        (TUESDAY, "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3"),
        (TUESDAY, "RRULE:FREQ=DAILY;BYHOUR=15;COUNT=3"),
        ("DTSTART:20270323T140000", MONDAYS),
        ("DTSTART:20270323T130000Z", MONDAYS),
        ("DTSTART;VALUE=DATE:20270323", MONDAYS),
        ("DTSTART;VALUE=DATE:20270322", "RRULE:FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;COUNT=3"),  # whole days have no hours
        ("DTSTART:20270322T233000Z", "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3"),  # Tuesday here, Monday where its clock is
    ],
)
def test_a_first_date_that_the_rule_doesnt_give_is_named(first, rule):
    assert starts(first, rule) == NAMED


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((MONDAY, MONDAYS), ["22.03.2027 14:00", "29.03.2027 14:00", "05.04.2027 14:00"]),
        ((TUESDAY, "RRULE:FREQ=WEEKLY;COUNT=2"), ["23.03.2027 14:00", "30.03.2027 14:00"]),
        (
            (TUESDAY, "RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,TU;COUNT=4"),
            ["23.03.2027 14:00", "04.04.2027 14:00", "06.04.2027 14:00", "18.04.2027 14:00"],
        ),
        (
            (f"{BERLIN}20270129T140000", "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2"),
            ["29.01.2027 14:00", "26.02.2027 14:00"],
        ),
        ((f"{BERLIN}20270131T140000", "RRULE:FREQ=MONTHLY;COUNT=2"), ["31.01.2027 14:00", "31.03.2027 14:00"]),
        ((TUESDAY, "RRULE:FREQ=DAILY;BYHOUR=14;BYMINUTE=0;COUNT=2"), ["23.03.2027 14:00", "24.03.2027 14:00"]),
        ((MONDAY, MONDAYS, f"EX{MONDAY[2:]}".replace("EXSTART", "EXDATE")), ["29.03.2027 14:00", "05.04.2027 14:00"]),
        (
            (MONDAY, "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=2", "RDATE;TZID=Europe/Berlin:20270323T140000"),
            ["22.03.2027 14:00", "23.03.2027 14:00", "29.03.2027 14:00"],
        ),
        ((TUESDAY, "RDATE;TZID=Europe/Berlin:20270325T140000"), ["23.03.2027 14:00", "25.03.2027 14:00"]),
        (
            ("DTSTART;VALUE=DATE:20270322", "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=2"),
            ["22.03.2027 09:00", "29.03.2027 09:00"],
        ),
        (
            ("DTSTART;VALUE=DATE:20270322", "RRULE:FREQ=WEEKLY;BYDAY=MO;BYHOUR=0;COUNT=1"),
            ["22.03.2027 09:00"],
        ),
        (("DTSTART:20270322T130000Z", "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=2"), ["22.03.2027 14:00", "29.03.2027 15:00"]),
        (
            (MONDAY, "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20270329"),
            ["22.03.2027 14:00", "29.03.2027 14:00"],
        ),
        ((TUESDAY, "RRULE:FREQ=WEEKLY;UNTIL=20270322T000000Z"), ["repeats_over"]),
    ],
)
def test_a_first_date_that_the_rule_gives_goes_on_as_before(lines, expected):
    assert starts(*lines) == expected


@pytest.mark.parametrize("word", ["RDATE", "EXDATE"])
def test_where_the_file_says_itself_whether_the_first_date_counts_nothing_is_guessed(word):
    lines = (TUESDAY, "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20270406T000000Z", f"{word};TZID=Europe/Berlin:20270323T140000")
    first = ["23.03.2027 14:00"] if word == "RDATE" else []
    assert starts(*lines) == [*first, "29.03.2027 14:00", "05.04.2027 14:00"]
    assert starts(TUESDAY, MONDAYS, lines[-1]) == NAMED  # three with it, or without


def test_a_first_date_long_ago_matters_only_where_dates_are_counted():
    long_ago = f"{BERLIN}20200324T140000"
    assert starts(long_ago, "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20270112T000000Z") == [
        "04.01.2027 14:00",
        "11.01.2027 14:00",
    ]
    assert starts(long_ago, "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=356") == NAMED


def test_what_moves_a_date_of_it_is_named_as_well_and_neighbours_are_read():
    moved = entry("RECURRENCE-ID;TZID=Europe/Berlin:20270329T140000", f"{BERLIN}20270330T140000")
    neighbour = entry("DTSTART:20270601T100000", uid="n")
    assert said(read(entry(TUESDAY, MONDAYS), moved, neighbour)) == [*NAMED * 2, "01.06.2027 10:00"]


def test_the_desk_says_what_to_do():
    assert "first date" in str(DATE_FAULTS[DateFault.REPEATS_APART.value])
