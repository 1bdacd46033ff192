"""Days told as a span with hours: a month of evenings is no event of a month. It is named, or it is one night."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.calendar.tables import dates_in_table
from webapp.calendar.types import DateFault, DateHint

D = datetime
EACH = (DateFault.HOURS_OF_EACH_DAY,)
NIGHT = (D(2027, 6, 10, 20), D(2027, 6, 11, 2))


def row(**cells):
    heads, said = zip(*cells.items(), strict=True)
    (found,) = dates_in_table(f"Titel|{'|'.join(heads)}\nA|{'|'.join(said)}\n".encode(), most=9)
    return found


def span(**cells):
    found = row(**cells)
    return found.faults or (found.starts, found.ends)


@pytest.mark.parametrize(
    ("days", "hours"),
    [
        ("01.03.–30.06.2027", "18–20 Uhr"),
        ("10.-11.06.2027", "9–17 Uhr"),
        ("10.06.–09.07.2027", "9-17 Uhr"),
        ("10.06.2027 und 11.06.2027", "9–17 Uhr"),
        ("10./11.06.2027", "9–17 Uhr"),
        ("10. und 11. Juni 2027", "20–2 Uhr"),
        ("10.-12.06.2027", "ab 14 Uhr"),
        ("10.-12.06.2027", "14:00"),
        ("10.-12.06.2027", "20–2 Uhr"),
        ("Do.–Sa., 10.-12.06.2027", "9:00 bis 17:00"),
        ("10.06.2027 - 12.06.2027", "9.00–17.00 Uhr"),
        ("10–12 June 2027", "2–4 pm"),
    ],
)
def test_hours_of_several_days_are_named(days, hours):
    assert span(Datum=f"{days}, {hours}") == EACH
    assert span(Datum=days, Uhrzeit=hours) == EACH
    assert span(von=days, Uhrzeit=hours) == EACH
    assert row(Datum=f"{days}, {hours}").quotes == {EACH[0].value: f"{days}, {hours}"}


@pytest.mark.parametrize(
    "cells",
    [
        {"Datum": "10.-11.06.2027", "von": "9:00", "bis": "17:00"},
        {"Datum": "10.-11.06.2027", "Beginn": "9:00"},
        {"Datum": "10.-11.06.2027", "Beginn": "9:00", "Dauer": "3 h"},
        {"von": "01.03.2027", "bis": "30.06.2027", "Uhrzeit": "18–20 Uhr"},
        {"von": "01.03.2027", "bis": "30.06.2027", "Uhrzeit": "18 Uhr"},
        {"von": "01.03.2027 18–20 Uhr", "bis": "30.06.2027"},
        {"Datum": "jeweils 10.-11.06.2027, 9–17 Uhr"},
        {"Datum": "10.-11.06.2027 täglich 9–17 Uhr"},
    ],
)
def test_in_whatever_columns_they_stand(cells):
    assert span(**cells) == EACH


@pytest.mark.parametrize(
    "cells",
    [
        {"Datum": "10.-11.06.2027, 20–2 Uhr"},
        {"Datum": "10.-11.06.2027", "Uhrzeit": "20–2 Uhr"},
        {"Datum": "10.-11.06.2027", "von": "20 Uhr", "bis": "2 Uhr"},
        {"Datum": "10.06.2027 20:00 – 11.06.2027 2:00"},
        {"von": "10.06.2027", "bis": "11.06.2027", "Uhrzeit": "20–2 Uhr"},
        {"Startdatum": "10.06.2027", "Startzeit": "20:00", "Enddatum": "11.06.2027", "Endzeit": "2:00"},
    ],
)
def test_one_night_is_one_event(cells):
    found = row(**cells)
    assert (found.faults or (found.starts, found.ends), found.hints) == (NIGHT, ())


def test_what_runs_on_by_its_own_days_and_hours_is_read():
    assert span(Datum="10.06.2027 9:00 – 12.06.2027 17:00") == (D(2027, 6, 10, 9), D(2027, 6, 12, 17))
    assert span(von="10.06.2027 9:00", bis="12.06.2027 17:00") == (D(2027, 6, 10, 9), D(2027, 6, 12, 17))
    assert row(von="10.06.2027 9:00", bis="12.06.2027 17:00").hints == ()
    assert span(Datum="10.-12.06.2027") == (D(2027, 6, 10, 9), D(2027, 6, 12, 17))


def test_days_and_hours_in_four_columns_are_left_to_whoever_knows():
    found = row(Startdatum="01.03.2027", Startzeit="18:00", Enddatum="30.06.2027", Endzeit="20:00")
    assert (found.starts, found.ends, found.hints) == (D(2027, 3, 1, 18), D(2027, 6, 30, 20), (DateHint.RUNS_ON,))


def test_what_lasts_less_than_its_days_is_named():
    assert span(von="10.06.2027 9:00", bis="12.06.2027", Dauer="2 h") == (DateFault.TIMES_DIFFER,)


@settings(deadline=None, max_examples=200)
@given(
    first=st.dates(date(2027, 1, 1), date(2027, 12, 1)),
    days=st.integers(1, 200),
    starts=st.integers(0, 23),
    ends=st.one_of(st.none(), st.integers(0, 24)),
    shape=st.sampled_from(["one cell", "two cells", "three cells"]),
    sign=st.sampled_from(["-", "–", " bis ", " - "]),
)
def test_no_event_of_days_is_made_of_hours_that_stand_beside_several(first, days, starts, ends, shape, sign):
    told = f"{first:%d.%m.%Y}{sign}{first + timedelta(days=days):%d.%m.%Y}"
    hours = f"{starts}{sign}{ends} Uhr" if ends is not None else f"{starts} Uhr"
    cells = {
        "one cell": {"Datum": f"{told}, {hours}"},
        "two cells": {"Datum": told, "Uhrzeit": hours},
        "three cells": {"Datum": told, "von": f"{starts}:00", "bis": "" if ends is None else f"{ends}:00"},
    }[shape]
    found = row(**cells)
    is_night = days == 1 and ends is not None and ends < starts
    if is_night:
        assert found.ends - found.starts == timedelta(hours=24 + ends - starts)
    else:
        assert found.faults
