from datetime import UTC, date, datetime, timedelta

import pytest

from webapp.foundation import clock

BERLIN = "Europe/Berlin"


def test_a_clock_that_was_set_stands_still_and_can_jump():
    moment = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    with clock.set_to(moment):
        assert clock.now() == moment
        clock.move_on(timedelta(hours=1))
        assert clock.now() == moment + timedelta(hours=1)
    assert clock.now() > moment - timedelta(days=3650)


def test_a_running_clock_can_not_be_moved():
    with pytest.raises(RuntimeError):
        clock.move_on(timedelta(hours=1))


@pytest.mark.parametrize(
    ("naive", "utc_hour"),
    [
        (datetime(2027, 3, 28, 1, 59), 0),
        (datetime(2027, 3, 28, 3, 0), 1),
        (datetime(2027, 10, 31, 1, 59), 23),
        (datetime(2027, 10, 31, 2, 30), 0),  # shown twice that night: the first one
        (datetime(2027, 10, 31, 3, 0), 2),
    ],
)
def test_wall_clock_times_across_both_changes_of_2027(naive, utc_hour):
    moment = clock.from_local(naive, BERLIN)
    assert moment.hour == utc_hour
    assert clock.local(moment, BERLIN).replace(tzinfo=None) == naive


def test_today_is_the_date_on_the_wall():
    with clock.set_to(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)):
        assert clock.today(BERLIN) == date(2027, 1, 1)
        assert clock.today("UTC") == date(2026, 12, 31)
