"""Listeners are called from below up, whichever of their modules was loaded first."""

from dataclasses import dataclass

import webapp.factory  # noqa: F401 - loads all that listens
from tests.architecture.floors import floors
from webapp.foundation import facts


def room_of(listener):
    return listener.__module__.split(".")[1]


def test_whoever_listens_is_called_before_the_rooms_above():
    ours = [fact for fact in facts._handlers if fact.__module__.startswith("webapp.")]
    found = {fact: [room_of(each) for each in facts.listeners(fact)] for fact in ours}
    assert sum(len(set(rooms)) > 1 for rooms in found.values()) >= 3
    known = floors()
    for fact, rooms in found.items():
        assert [known[room] for room in rooms] == sorted((known[room] for room in rooms), reverse=True), fact
        assert set(rooms) <= set(facts._floors), fact


@dataclass(frozen=True)
class Happened:
    pass


def test_the_order_does_not_depend_on_who_was_loaded_first(monkeypatch):
    monkeypatch.setattr(facts, "_handlers", facts.defaultdict(list))
    told = []
    for room in ("mail", "somewhere", "tickets", "canvases", "stations"):

        def listen(_fact, room=room):
            told.append(room)

        listen.__module__ = f"webapp.{room}.reactions"
        facts.on(Happened)(listen)
    facts.publish(Happened())
    assert told == ["tickets", "stations", "canvases", "mail", "somewhere"]
