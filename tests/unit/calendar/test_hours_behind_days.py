"""„2027-06-10 09:00-12:00“ is a morning and no distance from world time: read rightly, or named, and nothing else."""

from datetime import datetime, timedelta, timezone
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.calendar.tables import dates_in_table
from webapp.calendar.types import DateFault

ZONE = "Europe/Berlin"
DAYS = ("2027-06-10", "2027/06/10", "10.06.2027", "10.6.2027", "10. Juni 2027", "10.06.27", "Do, 10.06.2027")
BETWEEN = (" ", "T", "T ", ", ", "\n", "  ", " von ", " / ")
DASHES = ("-", "–", " - ", " – ", " -", "- ", "−", " bis ", "~", "bis")
HOURS = ((9, 12), (14, 16), (8, 10), (2, 5), (0, 4), (22, 2), (20, 5), (18, 0), (14, 24), (9, 11), (11, 9), (16, 5))
BACKWARDS = ((11, 9), (16, 5))


def read(*said, heads=("Termin",)):
    cells = ";".join('"' + each.replace('"', '""') + '"' for each in said)
    (found,) = dates_in_table(f"Titel;{';'.join(heads)}\nA;{cells}\n".encode(), most=10, zone=ZONE)
    return found


def span(begins, ends):
    """What these hours of 10 June are, in minutes: a night runs into the next day."""
    first = datetime(2027, 6, 10) + timedelta(minutes=begins)
    last = datetime(2027, 6, 10) + timedelta(minutes=ends, days=ends <= begins)
    return first, last


def here(begins, minutes_ahead):
    """The moment that a clock so far ahead of world time shows, by our clock."""
    moment = datetime(2027, 6, 10, tzinfo=timezone(timedelta(minutes=minutes_ahead))) + timedelta(minutes=begins)
    return moment.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None)


@pytest.mark.in_turns
@pytest.mark.parametrize("way", DAYS)
def test_hours_behind_any_day_are_these_hours_or_named(way):
    wrong = []
    for between, dash, (begins, ends), minutes in product(BETWEEN, DASHES, HOURS, (0, 30)):
        said = f"{way}{between}{begins:02d}:{minutes:02d}{dash}{ends:02d}:00"
        may_be = [span(begins * 60 + minutes, ends * 60)]
        if between == "T" and (begins, ends) in BACKWARDS:  # as programs write moments of elsewhere
            moment = here(begins * 60 + minutes, -ends * 60)
            may_be.append((moment, moment + timedelta(hours=2)))
        found = read(said)
        if not found.faults and (found.starts, found.ends) not in may_be:
            wrong.append((said, found.starts, found.ends))
    assert wrong == []


@pytest.mark.parametrize(
    "said",
    [
        *("2027-06-10 09:00-12:00", "2027-06-10 09:00–12:00", "2027-06-10T09:00-12:00", "2027-06-10 09:00 -12:00"),
        *(
            "2027-06-10 09:00-1200",
            "2027-06-10\n09:00-12:00",
            "2027-06-10  09:00−12:00",
            "2027-06-10 09:00:00 - 12:00:00",
        ),
    ],
)
def test_a_morning_behind_an_iso_day_is_read(said):
    found = read(said)
    assert (found.faults, found.starts, found.ends) == ((), *span(9 * 60, 12 * 60))


def test_a_night_behind_an_iso_day_is_read():
    found = read("2027-06-10 22:00-02:00")
    assert (found.faults, found.starts, found.ends) == ((), *span(22 * 60, 2 * 60))
    assert read("2027-06-10 20:00-05:00").starts == datetime(2027, 6, 10, 20)


@pytest.mark.parametrize("begins", range(18, 24))
@pytest.mark.parametrize("ends", range(1, 7))
def test_an_evening_over_midnight_behind_a_blank_is_one_whenever_it_ends(begins, ends):
    for said in (f"2027-06-10 {begins}:00-{ends:02d}:00", f"2027-06-10 {begins}:00-{ends:02d}"):
        found = read(said)
        assert (found.faults, found.starts, found.ends) == ((), *span(begins * 60, ends * 60)), said


def test_hours_alone_behind_a_program_s_moment_are_hours_a_distance_or_named():
    for begins, ends, sign in product(range(24), range(24), "+-"):
        said = f"2027-06-10T{begins:02d}:00{sign}{ends:02d}"
        found = read(said)
        whole = read(f"{said}:00")
        assert (found.faults, found.starts, found.ends) == (whole.faults, whole.starts, whole.ends), said


@pytest.mark.parametrize(
    ("said", "starts"),
    [
        ("2027-06-10T09:00:00-05:00", datetime(2027, 6, 10, 16)),
        ("2027-06-10T20:00:00-05:00", datetime(2027, 6, 11, 3)),
        ("2027-06-10T09:00:00-12:00", datetime(2027, 6, 10, 23)),
        ("2027-06-10 09:00:00-05:00", datetime(2027, 6, 10, 16)),
        ("2027-06-10 09:00:00-05", datetime(2027, 6, 10, 16)),
        ("2027-06-10 09:00:00+02", datetime(2027, 6, 10, 9)),
        ("2027-06-10T09:00-05:00", datetime(2027, 6, 10, 16)),
        ("2027-06-10T09:00+02:00", datetime(2027, 6, 10, 9)),
        ("2027-06-10 09:00 +0200", datetime(2027, 6, 10, 9)),
        ("2027-06-10T09:00:00.000+14:00", datetime(2027, 6, 9, 21)),
        ("2027-06-10T09:00:00Z", datetime(2027, 6, 10, 11)),
        ("2027-06-10 09:00 UTC", datetime(2027, 6, 10, 11)),
        ("2027-06-10T09:00-05", datetime(2027, 6, 10, 16)),
        ("2027-06-10T20:00+02", datetime(2027, 6, 10, 20)),
        ("20270610T09:00-05:00", datetime(2027, 6, 10, 16)),
    ],
)
def test_a_true_distance_from_world_time_is_read(said, starts):
    found = read(said)
    assert (found.faults, found.starts) == ((), starts)


@pytest.mark.parametrize(
    "said",
    [
        # An evening in New York as a program writes it, or a night here.
        *("2027-06-10T20:00-05:00", "2027-06-10 20:00 -0500", "2027-06-10 20:00 -05:00", "2027-06-10 20:00:00-05"),
        *("2027-06-10 09:00:00-12:00", "2027-06-10T09:00:00+15:00", "2027-06-10T09:00:00+02:10"),
        *("2027-06-10T20:00-02", "2027-06-10T20:00-05", "2027-06-10T20:00 -02", "20270610T20:00-02:00"),
    ],
)
def test_what_may_be_either_is_named(said):
    found = read(said)
    assert found.faults == (DateFault.TIME_UNREADABLE,)
    assert "20:00" in found.quotes[DateFault.TIME_UNREADABLE] or "09:00" in found.quotes[DateFault.TIME_UNREADABLE]


@settings(max_examples=400, deadline=None)
@given(
    day_and_time=st.sampled_from(["2027-06-10T{}", "2027-06-10 {}", "20270610T{}"]),
    begins=st.integers(0, 1439),
    seconds=st.sampled_from(["", ":00", ":00.000"]),
    blank=st.sampled_from(["", " "]),
    sign=st.sampled_from("+-"),
    colon=st.sampled_from([":", "", None]),
    ahead=st.integers(0, 23 * 60 + 59),
)
def test_any_minutes_behind_an_iso_moment_are_one_of_both_or_named(
    day_and_time, begins, seconds, blank, sign, colon, ahead
):
    if colon is None:  # hours alone
        ahead -= ahead % 60
    minutes = "" if colon is None else f"{colon}{ahead % 60:02d}"
    clock = f"{begins // 60:02d}:{begins % 60:02d}{seconds}{blank}{sign}{ahead // 60:02d}{minutes}"
    said = day_and_time.format(clock)
    found = read(said)
    is_real = ahead <= (14 * 60 if sign == "+" else 12 * 60) and ahead % (15 if sign == "+" else 30) == 0
    may_be = {here(begins, ahead if sign == "+" else -ahead)} if is_real else set()
    if sign == "-" and not ("T" in said and seconds and is_real):
        may_be |= {span(begins, ahead)[0]}
    assert found.faults or found.starts in may_be, said
    if "T" in said and seconds and is_real and ahead % 60 == 0:
        assert found.starts == here(begins, ahead if sign == "+" else -ahead), said


def test_moments_of_elsewhere_in_two_columns_are_read_both():
    found = read("2027-06-10T09:00-05:00", "2027-06-10T11:30-05:00", heads=("Beginn", "Ende"))
    assert (found.faults, found.starts, found.ends) == ((), datetime(2027, 6, 10, 16), datetime(2027, 6, 10, 18, 30))


def test_a_bad_cell_takes_no_neighbour():
    rows = ("A;2027-06-10T20:00-05:00", "B;2027-06-11 09:00-12:00", "C;2027-06-12T09:00:00Z")
    first, second, third = dates_in_table("\n".join(("Titel;Termin", *rows)).encode(), most=10, zone=ZONE)
    assert first.faults
    assert (second.faults, second.starts) == ((), datetime(2027, 6, 11, 9))
    assert (third.faults, third.starts) == ((), datetime(2027, 6, 12, 11))
