"""Days with strokes and two digits for the year are read as those with four, or named."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.calendar.tables import dates_in_table
from webapp.calendar.types import DateFault

ASKED = (DateFault.DAY_AMBIGUOUS,)
DAYS = st.dates(date(2025, 1, 1), date(2050, 12, 31))
THUNDERBIRD = "Subject,Start Date,Start Time,End Date,End Time,All day event,Reminder on/off,Location,Private"


def read(text):
    return list(dates_in_table(text.encode(), most=2_000))


def days(*said, heading="Datum"):
    return [
        each.faults or each.starts.date() for each in read("\n".join((f"Titel;{heading}", *(f"A;{x}" for x in said))))
    ]


def test_an_export_of_thunderbird_in_english():
    rows = (
        "Talk,06/10/27,14:00:00,06/10/27,16:00:00,False,False,Hall,False",
        "Fair,06/13/27,02:00:00 PM,06/14/27,04:00:00 PM,False,False,Hall,False",
        "Feast,12/24/27,00:00:00,12/25/27,00:00:00,True,False,Hall,False",
    )
    talk, fair, feast = read("\n".join((THUNDERBIRD, *rows)))
    assert (talk.faults, talk.starts, talk.ends) == ((), datetime(2027, 6, 10, 14), datetime(2027, 6, 10, 16))
    assert (fair.faults, fair.starts, fair.ends) == ((), datetime(2027, 6, 13, 14), datetime(2027, 6, 14, 16))
    assert (feast.faults, feast.all_day, feast.starts.date()) == ((), True, date(2027, 12, 24))
    (alone,) = read("\n".join((THUNDERBIRD, rows[0])))
    assert alone.faults == ASKED
    assert "06/10/27" in alone.quotes[DateFault.DAY_AMBIGUOUS]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (["06/10/27"], [ASKED]),
        (["06/10/27", "06/13/27"], [date(2027, 6, 10), date(2027, 6, 13)]),
        (["06/10/27", "13/06/27"], [date(2027, 10, 6), date(2027, 6, 13)]),
        (["06/10/27", "06/13/2027"], [date(2027, 6, 10), date(2027, 6, 13)]),
        (["06/10/2027", "06/13/27"], [date(2027, 6, 10), date(2027, 6, 13)]),
        (["06/10/27", "13/06/27", "06/13/27"], [ASKED, date(2027, 6, 13), date(2027, 6, 13)]),
        (["6/6/27"], [date(2027, 6, 6)]),
        (["31/12/27", "28/06/27"], [date(2027, 12, 31), date(2027, 6, 28)]),
        (["13-06-27"], [date(2027, 6, 13)]),
        (["06-10-27"], [ASKED]),
        (["Thu, 06/17/27"], [date(2027, 6, 17)]),
        # The year may as well come first.
        (["27/06/10"], [ASKED]),
        (["27/06/10", "13/06/27"], [ASKED, date(2027, 6, 13)]),
        (["27-06-10"], [ASKED]),
        (["27-06-28"], [ASKED]),
        (["31/02/27"], [(DateFault.DAY_UNREADABLE,)]),
        (["32/13/27"], [(DateFault.DAY_UNREADABLE,)]),
        (["06/10/270"], [(DateFault.DAY_UNREADABLE,)]),
    ],
)
def test_two_digits_of_a_year_change_nothing(said, found):
    assert days(*said) == found


@pytest.mark.in_turns
@pytest.mark.parametrize("form", ["{0:%m/%d/}", "{0:%d/%m/}", "{0.month}/{0.day}/", "{0.day}/{0.month}/"])
@pytest.mark.parametrize("more", ["", " 14:00:00", " 2:00 PM", " 14:00 - 16:00"])
@settings(deadline=None)
@given(st.lists(DAYS, min_size=1, max_size=4))
def test_short_years_are_read_as_long_ones_or_asked_for(form, more, meant):
    long = days(*(f"{form.format(day)}{day.year}{more}" for day in meant))
    short = days(*(f"{form.format(day)}{day:%y}{more}" for day in meant))
    assert short == long


@settings(deadline=None)
@given(
    st.lists(DAYS.filter(lambda day: day.day > 12), min_size=1, max_size=4), st.sampled_from(["%m/%d/%y", "%d/%m/%y"])
)
def test_days_that_can_only_be_read_one_way_are_taken(meant, form):
    assert days(*(day.strftime(form) for day in meant)) == meant


def test_from_and_until_are_read_in_one_order():
    (found,) = read("Title;from;to\nA;06/10/27 14:00;06/13/27 16:00\n")
    assert found.starts == datetime(2027, 6, 10, 14)
    assert found.ends - found.starts == timedelta(days=3, hours=2)
