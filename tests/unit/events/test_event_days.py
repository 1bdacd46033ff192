"""When the days of an event begin."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from webapp.events import days

START = datetime(2027, 5, 6, 13, 0, tzinfo=UTC)
A_MOMENT = timedelta(microseconds=1)
BERLIN = ZoneInfo("Europe/Berlin")
DAYS = {
    "a day": ((6, 10), (6, 17), []),
    "a whole day": ((6, 0), (7, 0), []),
    "into the small hours": ((6, 20), (7, 5), []),
    "a long night": ((6, 20), (7, 8), []),
    "an evening and the next day": ((6, 18), (7, 12), [7]),
    "three days": ((6, 10), (8, 17), [7, 8]),
    "three whole days": ((6, 0), (9, 0), [7, 8]),
    "the last night": ((6, 10), (8, 4), [7]),
    "from before dawn": ((6, 3), (7, 15), [7]),
}


@pytest.mark.parametrize(("starts", "ends", "further"), DAYS.values(), ids=DAYS)
def test_each_day_but_the_first_begins_at_five_in_the_morning(starts, ends, further):
    starts_at, ends_at = (datetime(2027, 5, *each, tzinfo=BERLIN).astimezone(UTC) for each in (starts, ends))
    begins = days.later_days(starts_at, ends_at, "Europe/Berlin")
    assert [each.astimezone(BERLIN) for each in begins] == [datetime(2027, 5, day, 5, tzinfo=BERLIN) for day in further]


def test_days_begin_by_the_clock_on_the_wall_also_when_it_is_changed():
    starts_at, ends_at = (datetime(2027, 3, day, 12, tzinfo=UTC) for day in (27, 29))
    begins = days.later_days(starts_at, ends_at, "Europe/Berlin")
    assert [each.hour for each in begins] == [3, 3]
    assert days.later_days(starts_at, ends_at, "America/New_York")[0].hour == 9


def test_a_day_goes_on_until_the_next_one_begins():
    event = SimpleNamespace(starts_at=START, ends_at=START + timedelta(days=2), zone="Europe/Berlin")
    first, second = days.later_days(event.starts_at, event.ends_at, event.zone)
    assert days.today_began(event, START) == days.today_began(event, first - A_MOMENT) < START
    assert days.today_began(event, first) == days.today_began(event, second - A_MOMENT) == first
    assert days.today_began(event, second) == days.today_began(event, second + timedelta(days=9)) == second
