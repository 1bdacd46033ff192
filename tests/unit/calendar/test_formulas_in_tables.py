"""A formula whose value nobody knows is named at its row, whatever its column is for; no open end, no midnight."""

import io
from datetime import datetime

import pytest
import xlsxwriter

from tests.tables import book
from webapp.calendar.tables import dates_in_table
from webapp.calendar.types import DateFault, NotRead

HEAD = ["Titel", "Datum", "von", "bis", "Ort", "Plätze", "PLZ", "Status", "Beschreibung"]
GOOD = ["A", "10.06.2027", "14:00", "16:00", "Festhalle", 30, "09111", "fest", "Text"]


def read(content, unread=None):
    return list(dates_in_table(content, most=9, zone="Europe/Berlin", unread=unread))


@pytest.mark.parametrize("place", range(len(HEAD)))
def test_a_formula_without_a_value_is_named_in_any_column(place):
    row = [*GOOD[:place], "=C2+5/24", *GOOD[place + 1 :]]
    first, second = read(book([HEAD, row, GOOD]))
    assert (first.faults, first.starts, first.quotes) == ((DateFault.FORMULA,), None, {"formula": "=C2+5/24"})
    assert first.title == ("A" if place else "")
    assert (second.faults, second.starts) == ((), datetime(2027, 6, 10, 14))


@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_zero_that_a_program_filled_in_is_no_midnight(place):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as made:
        page, hours = made.add_worksheet(), made.add_format({"num_format": "hh:mm"})
        page.write_row(0, 0, HEAD)
        page.write_row(1, 0, GOOD)
        page.write_row(2, 0, GOOD)
        page.write_formula(1, place, "=C3+2/24", hours)
    first, second = read(target.getvalue())
    assert first.faults == (DateFault.FORMULA,)
    assert second.faults == ()


def test_a_formula_that_nobody_reads_takes_no_row():
    unread = NotRead()
    (found,) = read(book([[*HEAD, "Kosten"], [*GOOD, "=F2*3"]]), unread)
    assert (found.faults, unread.columns) == ((), ["Kosten"])
