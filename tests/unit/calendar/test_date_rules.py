"""Dates as people write them in tables."""

from datetime import date, datetime, time

import pytest

from webapp.calendar import rules
from webapp.calendar.types import DateFault

HEAD = ("Titel", "Datum", "Beginn", "Ende", "bis", "Ort", "PLZ", "Stadt", "Plätze")
COLUMNS = rules.columns_of_dates(HEAD)


def found(*cells):
    return rules.date_in(cells, COLUMNS, 2)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("6.5.2027", date(2027, 5, 6)),
        ("06.05.27", date(2027, 5, 6)),
        ("6. 5. 2027", date(2027, 5, 6)),
        ("Do., 6.5.2027", date(2027, 5, 6)),
        ("2027-05-06", date(2027, 5, 6)),
        ("2027-05-06T15:00:00", date(2027, 5, 6)),
        ("29.2.2028", date(2028, 2, 29)),
        ("29.2.2027", None),
        ("31.6.2027", None),
        ("6.5.", None),
        ("nächsten Dienstag", None),
        ("6.5.1999", None),
        ("", None),
    ],
)
def test_days(said, day):
    assert rules.day_in(said) == day


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("15:00", time(15)),
        ("15.30 Uhr", time(15, 30)),
        ("15 Uhr", time(15)),
        ("9", time(9)),
        ("15:00:00", time(15)),
        ("24:00", None),
        ("15:60", None),
        ("nachmittags", None),
        ("", None),
    ],
)
def test_times(said, at):
    assert rules.time_in(said) == at


def test_a_whole_row():
    each = found("Vergabekonferenz", "6.5.2027", "15:00", "17:30", "", "Rathaus", "01067", "Dresden", "80")
    assert (each.starts, each.ends) == (datetime(2027, 5, 6, 15), datetime(2027, 5, 6, 17, 30))
    assert (each.title, each.place, each.postcode, each.city, each.capacity) == (
        "Vergabekonferenz", "Rathaus", "01067", "Dresden", 80
    )  # fmt: skip
    assert (each.all_day, each.faults) == (False, ())


def test_without_an_end_it_takes_two_hours_and_without_a_time_the_whole_day():
    assert found("A", "6.5.2027", "15:00").ends == datetime(2027, 5, 6, 17)
    whole = found("A", "6.5.2027")
    assert (whole.starts, whole.ends, whole.all_day) == (datetime(2027, 5, 6, 9), datetime(2027, 5, 6, 17), True)


def test_several_days_and_a_time_beside_the_day():
    several = found("A", "6.5.2027", "10:00", "", "7.5.2027")
    assert (several.starts, several.ends) == (datetime(2027, 5, 6, 10), datetime(2027, 5, 7, 17))
    assert found("A", "2027-05-06T15:30:00").starts == datetime(2027, 5, 6, 15, 30)
    assert found("A", "2027-05-06T00:00:00").all_day


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (("", "6.5.2027"), DateFault.NO_TITLE),
        (("A", ""), DateFault.NO_DAY),
        (("A", "bald"), DateFault.DAY_UNREADABLE),
        (("A", "6.5.2027", "früh"), DateFault.TIME_UNREADABLE),
        (("A", "6.5.2027", "15:00", "spät"), DateFault.TIME_UNREADABLE),
        (("A", "6.5.2027", "15:00", "14:00"), DateFault.ENDS_BEFORE),
        (("A", "6.5.2027", "", "", "5.5.2027"), DateFault.ENDS_BEFORE),
    ],
)
def test_a_fault_is_named_and_no_date_is_made_up(cells, fault):
    each = found(*cells)
    assert each.faults == (fault,)
    assert each.starts is None
    assert each.ends is None


@pytest.mark.parametrize("said", ["0", "-3", "viele", "1000001", "12.5", "٣"])
def test_places_that_are_no_number_are_left_open(said):
    assert found("A", "6.5.2027", "", "", "", "", "", "", said).capacity is None


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("Rathaus, Markt 1, 09648 Mittweida", ("Rathaus", "Markt 1", "09648", "Mittweida")),
        ("Rathaus, D-09648 Mittweida", ("Rathaus", "", "09648", "Mittweida")),
        ("Rathaus", ("Rathaus", "", "", "")),
        ("Rathaus\nMarkt 1\n09648 Mittweida", ("Rathaus", "Markt 1", "09648", "Mittweida")),
        ("", ("", "", "", "")),
    ],
)
def test_places_are_taken_apart_where_they_can_be(said, parts):
    assert tuple(rules.place_in(said).values()) == parts


def test_a_table_must_say_what_and_when():
    assert rules.is_complete(COLUMNS)
    assert not rules.is_complete(rules.columns_of_dates(("Titel", "Ort")))
    assert not rules.is_complete(rules.columns_of_dates(("Datum",)))
