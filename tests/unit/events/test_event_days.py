"""When the days of an event begin."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from webapp.events import days
from webapp.foundation import clock

START = datetime(2027, 5, 6, 13, 0, tzinfo=UTC)
A_MOMENT = timedelta(microseconds=1)
BERLIN = ZoneInfo("Europe/Berlin")
# From when to when, and when the further days begin; a bare number is five in the morning.
DAYS = {
    "a day": ((6, 10), (6, 17), []),
    "a whole day": ((6, 0), (7, 0), []),
    "into the small hours": ((6, 20), (7, 5), []),
    "a long night": ((6, 20), (7, 8), []),
    "an evening and the next day": ((6, 18), (7, 12), [7]),
    "three days": ((6, 10), (8, 17), [7, 8]),
    "three whole days": ((6, 0), (9, 0), [7, 8]),
    "the last night": ((6, 10), (8, 4), [7]),
    "from before dawn": ((6, 3), (7, 15), [(6, 21)]),
    "a night longer than most": ((6, 18), (7, 9), []),
    "once around the clock": ((6, 8), (7, 8), []),
    "two nights": ((6, 18), (8, 6), [(7, 12)]),
    "three nights": ((6, 20), (9, 4), [7, 8]),
    "days that end after midnight": ((6, 9), (8, 1), [7]),
    "days that end at midnight": ((6, 9), (8, 0), [7]),
    "an evening, a day and a morning": ((6, 18), (8, 13), [7, 8]),
    "twice around the clock": ((6, 8), (8, 8), [(7, 8)]),
    "two whole days to the last minute": ((6, 0), (7, 23, 59), [7]),
}


@pytest.mark.parametrize(("starts", "ends", "further"), DAYS.values(), ids=DAYS)
def test_each_day_but_the_first_begins_in_the_night_before_it(starts, ends, further):
    starts_at, ends_at = (datetime(2027, 5, *each, tzinfo=BERLIN).astimezone(UTC) for each in (starts, ends))
    begins = days.later_days(starts_at, ends_at, "Europe/Berlin")
    expected = [each if isinstance(each, tuple) else (each, 5) for each in further]
    assert [each.astimezone(BERLIN) for each in begins] == [
        datetime(2027, 5, *each, tzinfo=BERLIN) for each in expected
    ]


ZONES = st.sampled_from(["Europe/Berlin", "America/New_York"])
MINUTES = st.integers(0, 24 * 60 - 1)
# The nights around which clocks are changed there, and any others.
FIRST = st.one_of(
    st.sampled_from([datetime(2027, 3, 26), datetime(2027, 3, 27), datetime(2027, 10, 30), datetime(2027, 11, 6)]),
    st.datetimes(datetime(2027, 1, 1), datetime(2027, 12, 31)).map(lambda at: datetime(at.year, at.month, at.day)),
)
TEN, HOUR, DAY = timedelta(hours=10), timedelta(hours=1), timedelta(days=1)


@given(ZONES, FIRST, MINUTES, MINUTES, st.integers(1, 5))
@example("Europe/Berlin", datetime(2027, 3, 27), 18 * 60, 6 * 60, 1)
@example("Europe/Berlin", datetime(2027, 10, 30), 18 * 60, 6 * 60, 2)
@example("Europe/Berlin", datetime(2027, 3, 26), 3 * 60, 61, 3)
@example("Europe/Berlin", datetime(2027, 3, 26), 4 * 60, 2 * 60 + 30, 3)
def test_no_date_of_an_event_is_cut_in_two_and_no_two_are_one(zone, first, start, end, dates):
    """Whoever comes to one of its dates is inside until that is over, and expected anew on the next one."""
    begins = first + timedelta(minutes=start)
    lasts = timedelta(minutes=(end - start) % (24 * 60)) or DAY
    # Who ends later than in the morning has slept somewhere: when, no span tells.
    assume(lasts <= DAY - HOUR and (start < end or timedelta(minutes=end) <= TEN))
    spans = [(begins + number * DAY, begins + number * DAY + lasts) for number in range(dates)]
    spans = [tuple(clock.from_local(at, zone) for at in span) for span in spans]
    starts_at, ends_at = spans[0][0], spans[-1][1]
    further = days.later_days(starts_at, ends_at, zone)
    assert len(further) == dates - 1
    for (_, is_over), begins_anew, (next_starts, _) in zip(spans, further, spans[1:], strict=False):
        assert is_over <= begins_anew <= next_starts
    event = SimpleNamespace(starts_at=starts_at, ends_at=ends_at, zone=zone)
    began = [days.today_began(event, at) for span in spans for at in (span[0], span[1] - A_MOMENT)]
    assert began[::2] == began[1::2]
    assert len(set(began)) == dates


@given(ZONES, FIRST, st.integers(1, 12 * 60))
def test_what_lasts_half_a_day_is_one_day_whenever_it_begins(zone, first, minutes):
    for hour in range(24):
        begins = clock.from_local(first + hour * HOUR, zone)
        assert days.later_days(begins, begins + timedelta(minutes=minutes), zone) == ()


def test_days_begin_by_the_clock_on_the_wall_also_when_it_is_changed():
    starts_at, ends_at = (datetime(2027, 3, day, 16, tzinfo=UTC) for day in (27, 29))
    begins = days.later_days(starts_at, ends_at, "Europe/Berlin")
    assert [each.hour for each in begins] == [3, 3]
    assert days.later_days(starts_at, ends_at, "America/New_York")[0].hour == 9


def test_a_day_goes_on_until_the_next_one_begins():
    event = SimpleNamespace(starts_at=START, ends_at=START + timedelta(days=2), zone="Europe/Berlin")
    first, second = days.later_days(event.starts_at, event.ends_at, event.zone)
    assert days.today_began(event, START) == days.today_began(event, first - A_MOMENT) < START
    assert days.today_began(event, first) == days.today_began(event, second - A_MOMENT) == first
    assert days.today_began(event, second) == days.today_began(event, second + timedelta(days=9)) == second
