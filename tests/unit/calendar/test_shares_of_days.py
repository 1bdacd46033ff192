"""Times that are shares of a day: what a bare 1 means is decided by what stands in the columns of times, or named."""

import io
from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from webapp.calendar.tables import dates_in_table
from webapp.calendar.types import DateFault

DAY = datetime(2027, 6, 10)
NAMED = (DateFault.TIME_UNREADABLE,)


def at(hours, minutes=0):
    return DAY + timedelta(hours=hours, minutes=minutes)


def sheet(*rows, head=("Titel", "Datum", "von", "bis")):
    book, target = Workbook(), io.BytesIO()
    book.active.append(head)
    for row in rows:
        book.active.append(["A", "10.06.2027", *row])
    book.save(target)
    return told(target.getvalue())


def table(*rows, head="Titel;Datum;von;bis"):
    return told("\n".join((head, *(f"A;10.06.2027;{row}" for row in rows))).encode())


def told(content):
    return [each.faults or (each.starts, each.ends) for each in dates_in_table(content, most=2_000)]


AFTERNOON = (at(14), at(16))


@pytest.mark.parametrize("head", [("von", "bis"), ("Beginn", "Ende"), ("Uhrzeit", "Endzeit")])
def test_a_bare_one_beside_shares_of_a_day_is_midnight(head):
    assert sheet((0.58333333333, 1.0), head=("Titel", "Datum", *head)) == [(at(14), at(24))]


@pytest.mark.parametrize(
    ("rows", "spans"),
    [
        ([(0.5833333, 0.6666667), (0.75, 1)], [AFTERNOON, (at(18), at(24))]),
        ([(0.5833333, 0.6666667), (0, 1)], [AFTERNOON, (at(0), at(24))]),
        ([("14:00", 0.6666667), ("18:00", 1)], [AFTERNOON, (at(18), at(24))]),
        ([(0.5833333, 0.6666667), (1, 1)], [AFTERNOON, NAMED]),
        ([(0.75, 1.25)], [NAMED]),
        ([(0.75, 1.5)], [NAMED]),
        # Hours that people wrote: then 1 may be one o'clock, and so it stays where nothing else says it.
        ([(9, 17)], [(at(9), at(17))]),
        ([(9, "17 Uhr")], [(at(9), at(17))]),
        ([(20, 1)], [(at(20), at(25))]),
        ([("20 Uhr", 1)], [(at(20), at(25))]),
        ([(0.5833333, 0.6666667), (20, 1)], [AFTERNOON, NAMED]),
        ([(0.5833333, 0.6666667), ("20 Uhr", 1)], [AFTERNOON, NAMED]),
        ([(0.5833333, 0.6666667), (9, 17)], [AFTERNOON, (at(9), at(17))]),
    ],
)
def test_what_stands_in_the_columns_decides(rows, spans):
    assert sheet(*rows) == spans


@pytest.mark.parametrize("one", ["1", "1.0", "1,0", "1.00", "1,000"])
def test_a_text_table_is_read_alike(one):
    assert table(f"0,58333;{one}") == [(at(14), at(24))]


def test_the_cell_is_quoted_that_nobody_can_read():
    content = "Titel;Datum;von;bis\nA;10.06.2027;0,5833;1\nB;10.06.2027;20 Uhr;1\n"
    _, found = dates_in_table(content.encode(), most=9)
    assert (found.faults, found.quotes) == (NAMED, {DateFault.TIME_UNREADABLE: "1"})


@pytest.mark.parametrize(
    ("rows", "spans"),
    [
        (["0.30;14.30"], [(at(0, 30), at(14, 30))]),
        (["14.30;16.15", "23.00;0.30"], [(at(14, 30), at(16, 15)), (at(23), at(24, 30))]),
        (["0.25;0.75"], [(at(6), at(18))]),
        (["0.25;14.30"], [NAMED]),
        (["0.5833333;0.30", "14.30;16.00"], [NAMED, (at(14, 30), at(16))]),
        (["0.5833333;0.75"], [(at(14), at(18))]),
    ],
)
def test_half_past_midnight_beside_hours_with_a_point_is_no_share(rows, spans):
    assert table(*rows) == spans


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1438), st.integers(1, 1440)).filter(lambda s: s[0] < s[1]), min_size=1))
def test_every_span_of_a_day_written_in_shares_is_read(spans):
    """Beside one that gives the habit away, as a sheet of times always has."""
    rows = [(float(Fraction(a, 1440)), float(Fraction(b, 1440))) for a, b in [(840, 961), *spans]]
    written = [";".join(repr(int(x)) if x.is_integer() else f"{x:.10f}" for x in row) for row in rows]
    meant = [(DAY + timedelta(minutes=a), DAY + timedelta(minutes=b)) for a, b in [(840, 961), *spans]]
    assert table(*written) == meant


MOMENT, DAY_ALONE = "dd.mm.yyyy hh:mm", "dd.mm.yyyy"
MIDNIGHT = datetime(2027, 6, 11)


def moments(starts, ends, number_format):
    book, target = Workbook(), io.BytesIO()
    book.active.append(["Titel", "Beginn", "Ende"])
    book.active.append(["A", starts, ends])
    for column in (2, 3):
        book.active.cell(2, column).number_format = number_format
    book.save(target)
    (each,) = dates_in_table(target.getvalue(), most=9)
    return each.faults or (each.starts, each.ends, each.all_day, each.open_end)


@pytest.mark.parametrize("number_format", [MOMENT, "m/d/yy h:mm", "t.m.jjjj hh:mm", "General"])
def test_a_moment_that_is_a_midnight_ends_what_began_at_a_moment(number_format):
    assert moments(46548 + 14 / 24, 46549, number_format) == (at(14), MIDNIGHT, False, False)


def test_a_day_alone_tells_no_end():
    assert moments(at(14), "11.06.2027", "General") == (at(14), datetime(2027, 6, 11, 17), False, True)


@pytest.mark.parametrize("number_format", [MOMENT, DAY_ALONE, "General"])
def test_days_that_a_program_counts_are_whole(number_format):
    assert moments(46548, 46549, number_format) == (at(9), datetime(2027, 6, 11, 17), True, False)
    assert moments(46548, None, number_format) == (at(9), at(17), True, False)


def test_when_the_doors_open_is_told_as_a_time():
    content = "Titel;Datum;Einlass;von;bis\nA;10.06.2027;0,5625;0,583333;1\nB;10.06.2027;ab 13 Uhr;14:00;\n"
    content += "C;10.06.2027;0.99999;14:00;\n"
    told_of_doors = [each.text.removeprefix("Einlass: ") for each in dates_in_table(content.encode(), most=9)]
    assert told_of_doors == ["13:30", "ab 13 Uhr", "0.99999"]
