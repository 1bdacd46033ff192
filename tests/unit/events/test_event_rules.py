from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from webapp.events import rules
from webapp.events.types import EventStatus, Phase

START = datetime(2027, 5, 6, 13, 0, tzinfo=UTC)
END = START + timedelta(hours=2, minutes=30)
A_MOMENT = timedelta(microseconds=1)


def an_event(status=EventStatus.PUBLISHED, *, closes_at=None, features=("registration",)):
    return SimpleNamespace(
        status=status.value,
        starts_at=START,
        ends_at=END,
        registration_closes_at=closes_at,
        features=list(features),
    )


@pytest.mark.parametrize(
    ("status", "now", "phase"),
    [
        (EventStatus.DRAFT, START, Phase.DRAFT),
        (EventStatus.CANCELLED, START, Phase.CANCELLED),
        (EventStatus.POSTPONED, END, Phase.POSTPONED),
        (EventStatus.PUBLISHED, START - A_MOMENT, Phase.UPCOMING),
        (EventStatus.PUBLISHED, START, Phase.RUNNING),
        (EventStatus.PUBLISHED, END - A_MOMENT, Phase.RUNNING),
        (EventStatus.PUBLISHED, END, Phase.PAST),
    ],
)
def test_the_phase_follows_fate_first_and_time_second(status, now, phase):
    assert rules.phase(an_event(status), now) is phase


@pytest.mark.parametrize(
    ("event", "now", "is_open"),
    [
        (an_event(), START - A_MOMENT, True),
        (an_event(), START, False),
        (an_event(closes_at=START - timedelta(days=1)), START - timedelta(days=1), False),
        (an_event(closes_at=START - timedelta(days=1)), START - timedelta(days=1, microseconds=1), True),
        (an_event(closes_at=END), START, False),
        (an_event(features=()), START - A_MOMENT, False),
        (an_event(EventStatus.DRAFT), START - A_MOMENT, False),
        (an_event(EventStatus.POSTPONED), START - A_MOMENT, False),
        (an_event(EventStatus.CANCELLED), START - A_MOMENT, False),
    ],
)
def test_registration_is_open_until_it_closes_or_the_event_begins(event, now, is_open):
    assert rules.registration_is_open(event, now) is is_open


def wall(moment):
    return f"{moment.astimezone(ZoneInfo('Europe/Berlin')):%d.%m. %H:%M}"


@pytest.mark.parametrize(
    ("before", "by", "after"),
    [
        (datetime(2027, 3, 27, 14, tzinfo=UTC), timedelta(days=1), "28.03. 15:00"),  # summer time begins
        (datetime(2027, 10, 30, 13, tzinfo=UTC), timedelta(days=1), "31.10. 15:00"),  # and ends
        (datetime(2027, 3, 27, 1, 30, tzinfo=UTC), timedelta(days=1), "28.03. 03:30"),  # 02:30 does not exist
        (datetime(2027, 5, 6, 13, tzinfo=UTC), timedelta(minutes=5), "06.05. 15:05"),
    ],
)
def test_moving_follows_the_clock_on_the_wall(before, by, after):
    assert wall(rules.moved(before, by, "Europe/Berlin")) == after


def test_the_offset_of_a_move_is_measured_on_the_wall():
    before, after = datetime(2027, 3, 27, 14, tzinfo=UTC), datetime(2027, 3, 28, 13, tzinfo=UTC)
    assert rules.wall_offset(before, after, "Europe/Berlin") == timedelta(days=1)
