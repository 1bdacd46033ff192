"""Zones by yearly rules: what a reader makes of them who knows nothing but the file."""

import re
from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.calendar.zones import timezone_of

# By the same rule each year, on either half of the world; never; and by no yearly rule at all.
ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Pacific/Auckland",
    "Europe/Dublin",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "UTC",
    "America/Santiago",
    "Africa/Casablanca",
    "Asia/Jerusalem",
]


def written(zone: str, first: int = 2026, last: int = 2028) -> str:
    return timezone_of(zone, first, last).decode()


def reader_of(zone: str) -> tz.tzfile:
    """The zone as dateutil reads it from the text alone."""
    return tz.tzical(StringIO(written(zone).replace("\r\n", "\n"))).get(zone)


@pytest.mark.parametrize("zone", ZONES)
def test_no_zone_is_written_as_a_list_of_onsets(zone):
    assert "RDATE" not in written(zone)


def test_berlin_changes_on_the_last_sundays_by_the_clock_before():
    text = written("Europe/Berlin")
    assert re.findall(r"BEGIN:(?:DAYLIGHT|STANDARD)\r\nDTSTART:(\d{8}T\d{6})\r\nRRULE:(\S+)\r\n", text) == [
        ("19700329T020000", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"),
        ("19701025T030000", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"),
    ]
    assert re.findall(r"TZOFFSETFROM:(\S+)\r\nTZOFFSETTO:(\S+)", text) == [("+0100", "+0200"), ("+0200", "+0100")]


def test_the_last_sunday_is_not_taken_for_the_fourth():
    # In these years the last Sunday of October is the fourth.
    assert "BYDAY=-1SU;BYMONTH=10" in written("Europe/Berlin", 2025, 2026)


@pytest.mark.in_turns
@pytest.mark.parametrize("zone", ZONES)
@settings(max_examples=60)
@given(minutes=st.integers(min_value=0, max_value=3 * 365 * 24 * 60))
def test_a_reader_of_the_text_alone_sees_the_same_clock(zone, minutes):
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    wall = moment.astimezone(ZoneInfo(zone))
    if wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset():
        return  # an hour shown twice is written in UTC
    assert wall.replace(tzinfo=reader_of(zone)).utcoffset() == wall.utcoffset()
