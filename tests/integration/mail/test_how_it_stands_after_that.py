"""A letter about a new date says how its reader stands after all that came of the date, in the right number."""

from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_registration, people
from webapp.events import services as events
from webapp.events.services import change_capacity, restore_event
from webapp.foundation import clock
from webapp.foundation.http import formats
from webapp.registration import services

pytestmark = [pytest.mark.usefixtures("now"), pytest.mark.both]


SIX = people(*"EFGHIJ")


def restored(event):
    restore_event(event=event, now=clock.now(), reason="Doch")


def _dated(event, by):
    span = {"starts_at": event.starts_at + by, "ends_at": event.ends_at + by}
    events.postpone_event(event=event, now=clock.now(), reason="Doch", **span)


def moved(event):
    _dated(event, timedelta(days=2))


def put_back(event):
    _dated(event, timedelta())


def called_off(event):
    events.cancel_event(event=event, now=clock.now(), reason="Sturm")


def taken_off(event):
    events.postpone_event(event=event, now=clock.now(), reason="Sturm")


BACK = {
    "event_restored": (called_off, restored),
    "new date": (taken_off, moved),
    "old date": (taken_off, put_back),
    "other date": (lambda _event: None, moved),
}


def letter(outbox, made):
    found = [each for each in outbox(recipient=made.email) if each.kind in {"event_restored", "event_moved"}]
    return found[-1]


@pytest.mark.parametrize("heads", [1, 2])
@pytest.mark.parametrize("way", [name for name in BACK if name != "other date"])
def test_who_is_offered_places_by_the_date_is_not_told_to_stay_on_the_waiting_list(work, outbox, way, heads):
    off, back = BACK[way]
    with work():
        event = make_event(capacity=2)
        make_registration(event, heads=people("A", "B"))
        waiting, last = (
            make_registration(event, heads=people("C", "D")[:heads]),
            make_registration(event, heads=SIX[:2]),
        )
        off(event)
        change_capacity(event=event, capacity=2 + heads)
        assert (waiting.status, last.status) == ("waiting", "waiting")
        back(event)
        assert (waiting.status, last.status) == ("offered", "waiting")
        assert len(outbox(kind="offer")) == 1
        said = letter(outbox, waiting)
        until = formats.day_and_time(clock.local(waiting.held_until, event.zone), "de")
        for text in (said.text, said.html):
            assert "Warteliste" not in text
            assert until in text
        assert "Warteliste" in letter(outbox, last).text
        assert services.fill_free_places(now=clock.now()) == 0


@pytest.mark.in_turns
@pytest.mark.parametrize("heads", [1, 2, 4])
@pytest.mark.parametrize("way", BACK)
def test_an_offer_of_several_places_is_spoken_of_as_several(work, outbox, way, heads):
    off, back = BACK[way]
    with work():
        event = make_event(capacity=heads)
        seated = make_registration(event, heads=SIX[:heads])
        group = make_registration(event, heads=SIX[:heads])
        cancel(seated)
        assert group.status == "offered"
        off(event)
        back(event)
        said = letter(outbox, group)
        for text in (said.text, said.html):
            assert ("einen Platz" in text) == ("nehmen Sie ihn" in text) == (heads == 1)
            assert (f"{heads}\u00a0Plätze" in text and "nehmen Sie sie" in text) == (heads > 1)


@pytest.mark.in_turns
@pytest.mark.parametrize("stands", ["pending", "waiting", "requested"])
@pytest.mark.parametrize("way", BACK)
def test_who_has_to_confirm_reads_until_when_once_there_is_a_date(work, outbox, way, stands):
    off, back = BACK[way]
    with work():
        event = make_event(capacity=1)
        if stands == "waiting":
            make_registration(event)
        services.set_up(event=event, needs_approval=stands == "requested")
        made = make_registration(event, confirmed=False)
        assert made.status == stands
        off(event)
        clock.move_on(timedelta(hours=1))
        back(event)
        until = formats.day_and_time(clock.local(made.held_until, event.zone), "de")
        said = letter(outbox, made)
        assert f"Bitte bestätigen Sie bis {until}." in said.text
        assert f"Bitte bestätigen Sie bis {until}." in said.html
        if off is taken_off:
            assert "bestätigen Sie bis" not in outbox(recipient=made.email, kind="event_postponed")[0].text
