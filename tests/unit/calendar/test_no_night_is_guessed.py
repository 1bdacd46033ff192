"""What may be a length is never made a night of: the row says that it is unclear."""

from datetime import datetime
from itertools import product

import pytest

from tests.tables import book, text
from webapp.calendar.tables import dates_in_table
from webapp.calendar.types import DateFault, NotRead

D = datetime
DAY = "10.06.2027"
UNCLEAR = (DateFault.TIME_UNREADABLE,)


def only(content):
    (found,) = dates_in_table(content, most=10, unread=NotRead())
    return found


def row(**cells):
    return only(text(["Titel", "Datum", *cells], ["A", DAY, *cells.values()]))


@pytest.mark.parametrize(
    ("begin", "end", "heading"),
    list(product(["14:00", "14 Uhr", "14", "9:30", "17:45"], ["2", "3", "4", "6"], ["Ende", "bis", "Endzeit"])),
)
def test_a_bare_number_behind_a_begin_is_no_night(begin, end, heading):
    assert row(**{"Beginn": begin, heading: end}).faults == UNCLEAR


def test_nor_is_one_of_a_spreadsheet():
    found = only(book([["Titel", "Datum", "Beginn", "Ende"], ["A", D(2027, 6, 10), "14:00", 2]]))
    assert found.faults == UNCLEAR


@pytest.mark.parametrize("said", ["14:00 - 2", "14:00–2", "14 bis 2", "14-2"])
def test_nor_is_one_in_a_span(said):
    assert row(Uhrzeit=said).faults == UNCLEAR


@pytest.mark.parametrize("begin", ["20:00", "19:30", "19 Uhr 30"])
def test_in_the_evening_nobody_knows_either(begin):
    assert row(Beginn=begin, Ende="2").faults == UNCLEAR


@pytest.mark.parametrize("heading", ["Uhrzeit", "Zeit", "Beginn", "von", "Startzeit"])
@pytest.mark.parametrize("said", ["1 h", "2 h", "2h", "3 h", "2h30", "6 h", "8 h"])
def test_a_length_is_no_begin(heading, said):
    assert row(**{heading: said}).faults == UNCLEAR


@pytest.mark.parametrize("said", [f"{DAY}, 2 h", f"{DAY} 2h"])
def test_a_length_behind_its_day_is_no_begin(said):
    assert only(text(["Titel", "Datum"], ["A", said])).faults


@pytest.mark.parametrize(
    ("begin", "end", "starts", "ends"),
    [
        ("14:00", "2:00", D(2027, 6, 10, 14), D(2027, 6, 11, 2)),
        ("14:00", "02:00", D(2027, 6, 10, 14), D(2027, 6, 11, 2)),
        ("14:00", "2 Uhr", D(2027, 6, 10, 14), D(2027, 6, 11, 2)),
        ("20 Uhr", "2", D(2027, 6, 10, 20), D(2027, 6, 11, 2)),
        ("20", "2", D(2027, 6, 10, 20), D(2027, 6, 11, 2)),
        ("14:00", "16", D(2027, 6, 10, 14), D(2027, 6, 10, 16)),
        ("8:00", "9", D(2027, 6, 10, 8), D(2027, 6, 10, 9)),
        ("20:00", "24", D(2027, 6, 10, 20), D(2027, 6, 11, 0)),
        ("14 h", "16 h", D(2027, 6, 10, 14), D(2027, 6, 10, 16)),
        ("8 h", "16 h", D(2027, 6, 10, 8), D(2027, 6, 10, 16)),
    ],
)
def test_an_hour_stays_an_hour(begin, end, starts, ends):
    found = row(Beginn=begin, Ende=end)
    assert (found.faults, found.starts, found.ends) == ((), starts, ends)


@pytest.mark.parametrize(("said", "hour"), [("14 h", 14), ("9 h", 9), ("18h30", 18)])
def test_an_hour_of_the_day_begins_it(said, hour):
    found = row(Uhrzeit=said)
    assert (found.faults, found.starts.hour) == ((), hour)


def test_a_day_that_is_told_makes_a_night():
    found = row(Beginn="20:00", Enddatum="11.06.2027", Endzeit="2")
    assert (found.faults, found.ends) == ((), D(2027, 6, 11, 2))
