from datetime import UTC, date, datetime, time

import pytest

from webapp.admin.inputs.moments import day_and_time, moment

ZONE = "Europe/Berlin"


@pytest.mark.parametrize(
    ("day", "at", "found"),
    [
        (date(2027, 5, 6), time(15), datetime(2027, 5, 6, 13, tzinfo=UTC)),
        (date(2027, 1, 6), time(15), datetime(2027, 1, 6, 14, tzinfo=UTC)),
        (date(2027, 3, 28), time(1, 59), datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        (date(2027, 3, 28), time(2, 30), None),  # summer time begins: this hour does not exist
        (date(2027, 3, 28), time(3), datetime(2027, 3, 28, 1, tzinfo=UTC)),
        (date(2027, 10, 31), time(2, 30), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),  # the first of two
    ],
)
def test_a_day_and_a_time_mean_one_moment_or_none(day, at, found):
    assert moment(day, at, ZONE) == found


def test_a_moment_is_shown_as_the_wall_shows_it():
    assert day_and_time(datetime(2027, 5, 6, 22, 30, 0, 5, tzinfo=UTC), ZONE) == (date(2027, 5, 7), time(0, 30))
