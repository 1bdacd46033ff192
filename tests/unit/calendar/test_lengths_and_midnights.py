"""Lengths and times in tables that could mean two things are named; nothing ends between two minutes."""

import io
from datetime import datetime, timedelta
from itertools import product

import pytest
from openpyxl import Workbook

from webapp.calendar.tables import dates_in_table
from webapp.calendar.types import DateFault
from webapp.foundation.spreadsheets import UNREADABLE
from webapp.foundation.spreadsheets.cells import shown

BEGIN = datetime(2027, 6, 10, 14)
UNCLEAR = (DateFault.TIME_UNREADABLE,)


def lasting(said):
    (each,) = dates_in_table(f"Titel;Datum;Beginn;Dauer\nA;10.06.2027;14:00;{said}\n".encode(), most=9)
    return each.faults or (each.ends - BEGIN) / timedelta(minutes=1)


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("1,5 Std.", 90), ("1.5 h", 90), ("1:30", 90), ("1:30 h", 90), ("1,1 h", 66), ("0,5 h", 30), ("2 h", 120),
        ("1,25 h", 75), ("1,50 Std.", 90), ("1,75 Stunden", 105), ("1.75 h", 105), ("2.00 Std.", 120), ("2,0 h", 120),
        ("90 Min.", 90),
        ("1.30 Std.", UNCLEAR), ("1.30 h", UNCLEAR), ("1,30 Std.", UNCLEAR), ("1.25 h", UNCLEAR), ("1.50 h", UNCLEAR),
        ("1.45 Stunden", UNCLEAR),
        ("1,33 h", UNCLEAR), ("1.33 h", UNCLEAR), ("0,67 h", UNCLEAR), ("1:75", UNCLEAR), ("1.05 h", UNCLEAR),
    ],
)  # fmt: skip
def test_a_length_is_read_as_it_was_meant_or_named(said, minutes):
    assert lasting(said) == minutes


@pytest.mark.parametrize("sign", [".", ","])
def test_no_length_ends_between_two_minutes(sign):
    digits = [*map(str, range(10)), *(f"{share:02d}" for share in range(100))]
    rows = [f"A;10.06.2027;14:00;{hours}{sign}{share} h\n" for hours, share in product((1, 11), digits)]
    found = list(dates_in_table("".join(["Titel;Datum;Beginn;Dauer\n", *rows]).encode(), most=999))
    assert len(found) == len(rows)
    assert all(each.faults == UNCLEAR or (each.ends.second, each.ends.microsecond) == (0, 0) for each in found)
    assert sum(not each.faults for each in found) > len(rows) / 6


def dated(value, number_format, head=("Titel", "Datum")):
    book, target = Workbook(), io.BytesIO()
    book.active.append(head)
    book.active.append(["A"])
    book.active.cell(2, 2, value).number_format = number_format
    book.save(target)
    (each,) = dates_in_table(target.getvalue(), most=9)
    return each


FORMATS = ["dd.mm.yyyy", "dd.mm.yyyy hh:mm", "dd.mm.yyyy hh:mm:ss"]
MIDNIGHT = 46549  # 11 June 2027
SECOND = 1 / 86_400


@pytest.mark.parametrize("number_format", FORMATS)
@pytest.mark.parametrize("missing", [0.001, 0.003, 0.01, 0.3])
def test_the_last_moment_of_a_day_never_becomes_the_day_after(number_format, missing):
    # 23:59:59.999 is how programs write the end of the 10th, and some of them show it as the 11th: nobody can tell.
    each = dated(MIDNIGHT - missing * SECOND, number_format)
    assert each.faults
    assert each.starts is None


@pytest.mark.parametrize("number_format", FORMATS)
@pytest.mark.parametrize("missing", [0.000_1, 0.000_01, -0.000_1])
def test_a_midnight_that_was_reckoned_up_is_one(number_format, missing):
    # Sums of times miss by far less than a millisecond, as a number of a workbook has room for a millionth of a second.
    each = dated(MIDNIGHT - missing * SECOND, number_format)
    assert (each.faults, each.starts.day, each.all_day) == ((), 11, True)


@pytest.mark.parametrize("missing", [0.7, 1, 30])
def test_a_time_shortly_before_midnight_is_one_of_its_day(missing):
    each = dated(MIDNIGHT - missing * SECOND, "dd.mm.yyyy hh:mm:ss")
    assert (each.faults, each.starts) == ((), datetime(2027, 6, 10, 23, 59))


@pytest.mark.parametrize(("raw", "said"), [("0.99999999", UNREADABLE), ("0.9999999999", "00:00:00")])
def test_a_time_alone_is_rounded_to_no_midnight(raw, said):
    assert shown(raw, "h:mm", since_1904=False) == said


def test_a_rounded_hour_stays_that_hour():
    # Some programs write five places only: 14:00 is then a third of a second early.
    assert dated(46548.58333, "dd.mm.yyyy hh:mm").starts == BEGIN


@pytest.mark.parametrize("said", ["46548,99999", "46548.9999"])
def test_a_number_for_the_last_moment_of_a_day_is_named(said):
    (each,) = dates_in_table(f"Titel;Datum\nA;{said}\n".encode(), most=9)
    assert each.faults == UNCLEAR
    (each,) = dates_in_table(f"Titel;Datum;Beginn\nA;10.06.2027;0{said[5:]}\n".encode(), most=9)
    assert each.faults == UNCLEAR


def below(heading, said):
    (each,) = dates_in_table(f"Titel;Datum;Beginn;{heading}\nA;10.06.2027;14:00;{said}\n".encode(), most=9)
    return each.faults or (each.ends - BEGIN) / timedelta(minutes=1)


@pytest.mark.parametrize(
    ("heading", "said", "minutes"),
    [
        *(("Dauer in Stunden", said, UNCLEAR) for said in ("90", "60", "45", "30", "15", "120", "13", "12,5")),
        *(("Dauer in Stunden", said, minutes) for said, minutes in (("2", 120), ("1,5", 90), ("8", 480), ("12", 720))),
        ("Dauer in Stunden", "48 Stunden", 2880),
        *(("Dauer in Minuten", said, UNCLEAR) for said in ("1", "2", "1,5", "4")),
        *(("Dauer in Minuten", said, minutes) for said, minutes in (("5", 5), ("90", 90), ("480", 480))),
    ],
)
def test_a_bare_number_that_rather_has_the_other_unit_is_named(heading, said, minutes):
    assert below(heading, said) == minutes
