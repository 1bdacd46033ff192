"""„2:00“ until „4:00 PM“: the half of the day is said once, for both; where it may be either it is named."""

from datetime import datetime
from itertools import product

import pytest

from webapp.calendar.tables import dates_in_table
from webapp.calendar.types import DateFault

UNCLEAR = (DateFault.TIME_UNREADABLE,)


def read(begins, ends):
    table = f"Title;Date;Start Time;End Time\nA;2027-06-10;{begins};{ends}\n"
    (found,) = dates_in_table(table.encode(), most=10, zone="Europe/Berlin")
    return found.faults or (found.starts.hour, found.ends.hour)


def joined(said):
    (found,) = dates_in_table(f"Title;Date\nA;{said}\n".encode(), most=10, zone="Europe/Berlin")
    return found.faults or (found.starts.hour, found.ends.hour)


@pytest.mark.parametrize(
    ("begins", "ends", "found"),
    [
        ("2:00", "4:00 PM", (14, 16)),
        ("1", "3pm", (13, 15)),
        ("02:00", "04:00 p.m.", (14, 16)),
        ("12:00", "2:00 PM", (12, 14)),
        ("9:00", "5:00 PM", (9, 17)),
        ("9:00", "11:00 AM", (9, 11)),
        ("14:00", "4:00 PM", (14, 16)),
        ("2:00 PM", "4:00 PM", (14, 16)),
        ("10:00 AM", "2:00 PM", (10, 14)),
        ("2:00 AM", "4:00 PM", (2, 16)),
        # In the morning or in the evening.
        ("8:00", "9:00 PM", UNCLEAR),
        ("10", "11 pm", UNCLEAR),
        ("4:00", "2:00 PM", UNCLEAR),
        ("12:30", "2:00 AM", UNCLEAR),
    ],
)
def test_the_half_of_the_day_is_asked_across_columns(begins, ends, found):
    assert read(begins, ends) == found


def test_the_half_of_the_day_is_asked_within_a_cell():
    assert joined("June 10, 2027, 2–4 pm") == (14, 16)
    assert joined("June 10, 2027, 2:00–4:00 pm") == (14, 16)
    assert joined("June 10, 2027, 9:00–5:00 pm") == (9, 17)
    assert joined("June 10, 2027, 8:00–9:00 pm") == UNCLEAR


def test_over_several_days_the_half_is_not_guessed():
    assert joined("June 10, 2027 2:00 - June 11, 2027 4:00 pm") == UNCLEAR


def test_no_pair_of_hours_is_read_as_a_day_that_begins_at_night():
    """Whatever is read begins in a half that fits: as written, or in the half of its end, and before it."""
    for begins, ends, half in product(range(1, 13), range(1, 13), ("AM", "PM")):
        found = read(f"{begins}:00", f"{ends}:00 {half}")
        if isinstance(found[0], DateFault):
            continue
        assert found[1] == ends % 12 + 12 * (half == "PM")
        assert found[0] in {begins, begins % 12 + 12 * (half == "PM")}
        assert half == "AM" or found[0] >= 7, (begins, ends, half)


def test_the_moment_is_whole():
    table = b"Title;Date;Start Time;End Time\nA;2027-06-10;2:15;4:00 PM\n"
    (found,) = dates_in_table(table, most=10)
    assert (found.starts, found.ends) == (datetime(2027, 6, 10, 14, 15), datetime(2027, 6, 10, 16))
