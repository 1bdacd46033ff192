"""What hangs on an event is told by the rooms it belongs to."""

import webapp.factory  # noqa: F401 - loads the rooms
from webapp.events import surroundings
from webapp.events.surroundings import Part


def test_some_room_tells_each_part():
    assert set(surroundings._told) == set(Part)
