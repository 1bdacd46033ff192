from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from webapp.agenda import rules
from webapp.agenda.types import Doubt, Trouble
from webapp.events.types import Span

START = datetime(2027, 5, 6, 13, 0, tzinfo=UTC)
SPAN = Span(START, START + timedelta(hours=2), "Europe/Berlin")


def at(minute):
    return START + timedelta(minutes=minute)


def an_item(public_id, begins, ends, *, place="", track=""):
    return SimpleNamespace(public_id=public_id, starts_at=at(begins), ends_at=at(ends), place=place, track=track)


@pytest.mark.parametrize(
    ("begins", "ends", "troubles"),
    [
        (0, 120, []),
        (-1, 10, [Trouble.TOO_EARLY]),
        (110, 121, [Trouble.TOO_LATE]),
        (-10, 130, [Trouble.TOO_EARLY, Trouble.TOO_LATE]),
    ],
)
def test_an_item_outside_the_event_is_doubted(begins, ends, troubles):
    assert rules.doubts([an_item("a", begins, ends)], SPAN) == [Doubt(trouble, "a") for trouble in troubles]


@pytest.mark.parametrize(
    ("one", "other", "trouble"),
    [
        ({"place": "Saal"}, {"place": "saal"}, Trouble.SAME_PLACE),
        ({"place": "Saal", "track": "A"}, {"place": "Saal", "track": "B"}, Trouble.SAME_PLACE),
        ({"place": "Saal", "track": "A"}, {"place": "Foyer", "track": "a"}, Trouble.SAME_TRACK),
        ({"track": "A"}, {"track": "B"}, None),
        ({"place": "Saal"}, {"place": "Foyer"}, None),
        ({"place": "Saal"}, {}, Trouble.SAME_TRACK),
        ({}, {}, Trouble.SAME_TRACK),
        ({}, {"track": "A"}, None),
    ],
)
def test_two_items_at_once_are_doubted_where_they_get_in_each_others_way(one, other, trouble):
    items = [an_item("a", 0, 30, **one), an_item("b", 20, 40, **other)]
    assert rules.doubts(items, SPAN) == ([Doubt(trouble, "a", "b")] if trouble else [])


@pytest.mark.parametrize(("begins", "ends"), [(30, 40), (40, 40), (30, 30)])
def test_items_one_after_the_other_are_fine(begins, ends):
    assert rules.doubts([an_item("a", 0, 30), an_item("b", begins, ends)], SPAN) == []


@pytest.mark.parametrize(
    ("minute", "running", "coming"),
    [
        (-1, [], ["a"]),
        (0, ["a"], ["b", "c"]),
        (30, ["b", "c"], ["d"]),
        (45, ["c"], ["d"]),
        (60, ["d"], []),
        (90, [], []),
    ],
)
def test_now_and_next_name_all_tracks(minute, running, coming):
    items = [an_item("a", 0, 30), an_item("b", 30, 40), an_item("c", 30, 60), an_item("d", 60, 90)]
    now, following = rules.now_and_next(items, at(minute))
    assert [item.public_id for item in now] == running
    assert [item.public_id for item in following] == coming
