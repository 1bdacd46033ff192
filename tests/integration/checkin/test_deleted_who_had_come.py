"""Whoever had their data deleted keeps a place only because they had come, and for as long as that entry counts."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.registration import by_link, make_registration, people
from tests.integration.checkin.conftest import make_door_event
from webapp.capacity.queries import level
from webapp.checkin import queries as door
from webapp.checkin import services as doors
from webapp.checkin.models import CheckIn
from webapp.checkin.types import Direction, Scan, Verdict
from webapp.events.services import postpone_event, update_event
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.registration import services
from webapp.tickets.queries import tickets_of_registration

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("now")]

WEEKS = timedelta(days=14)


class Scene:
    """As many places as Vera has people, all of whom have come, and somebody who waits for them."""

    def __init__(self, *names):
        self.event = make_door_event(capacity=len(names))
        self.vera = make_registration(self.event, names[0], heads=people(*names))
        self.waiting = make_registration(self.event, "Wanda")

    def let_in(self, how_many=1):
        tickets = tickets_of_registration(self.vera.id)[:how_many]
        scans = [scan(each.reference) for each in tickets]
        doors.record(door=door.door_of(self.event), scans=scans, now=clock.now())
        return [each.id for each in scans]

    def delete(self):
        by_link(services.erase, self.vera)

    def take_back(self, undone_id):
        said = {"scan_id": str(uuid.uuid4()), "gate": "", "device": "", "now": clock.now()}
        doors.undo_scan(door=door.door_of(self.event), undone_id=undone_id, **said)

    def stands(self):
        session().expire_all()
        return self.vera.status, self.vera.heads, self.waiting.status, level(self.event.pool_id).taken


def scan(reference):
    return Scan(str(uuid.uuid4()), reference, Direction.IN, clock.now(), "Nord", shown=Verdict.ADMITTED)


def put_off(event, by):
    span = {} if by is None else {"starts_at": event.starts_at + by, "ends_at": event.ends_at + by}
    postpone_event(event=event, now=clock.now(), reason="Alarm", **span)


@pytest.mark.parametrize("by", [WEEKS, timedelta(days=1), None], ids=["weeks", "a day", "no date yet"])
def test_nobody_unknown_holds_a_place_of_another_day(work, by):
    with work():
        scene = Scene("Vera")
        scene.let_in()
        scene.delete()
        assert scene.stands() == ("confirmed", 1, "waiting", 1)
        clock.move_on(timedelta(minutes=5))
        put_off(scene.event, by)
        if by is None:
            assert scene.stands() == ("cancelled", 1, "waiting", 0)
            put_off(scene.event, WEEKS)
        assert scene.stands() == ("cancelled", 1, "offered", 1)


def test_later_on_the_same_day_whoever_has_come_has_come(work):
    with work():
        scene = Scene("Vera")
        scene.let_in()
        scene.delete()
        put_off(scene.event, timedelta(hours=1))
        assert scene.stands() == ("confirmed", 1, "waiting", 1)


def test_an_entry_by_mistake_that_is_taken_back_keeps_no_place_of_who_is_deleted(work):
    with work():
        scene = Scene("Vera")
        first, second = scene.let_in() + scene.let_in()
        scene.delete()
        scene.take_back(first)
        assert scene.stands() == ("confirmed", 1, "waiting", 1), "they had been let in once more"
        scene.take_back(session().scalar(select(CheckIn.id).where(CheckIn.id == second)))
        assert scene.stands() == ("cancelled", 1, "offered", 1)


def test_of_a_group_only_those_stay_whose_entry_counts(work):
    with work():
        scene = Scene("Vera", "Vito", "Viola")
        first, _second = scene.let_in(2)
        scene.delete()
        assert scene.stands() == ("confirmed", 2, "offered", 3)
        scene.take_back(first)
        assert scene.stands() == ("confirmed", 1, "offered", 2)


def test_an_entry_that_is_heard_of_late_gives_the_place_back_until_it_is_taken_back(work):
    with work():
        scene = Scene("Vera")
        (ticket,) = tickets_of_registration(scene.vera.id)
        came = scan(ticket.reference)
        clock.move_on(timedelta(minutes=5))
        scene.delete()
        assert scene.stands() == ("cancelled", 1, "offered", 1)
        doors.record(door=door.door_of(scene.event), scans=[came], now=clock.now())
        assert scene.stands() == ("confirmed", 1, "offered", 2)
        put_off(scene.event, WEEKS)
        assert scene.stands() == ("cancelled", 1, "offered", 1)


def test_what_is_over_stays_counted_as_it_was(work):
    with work():
        scene = Scene("Vera")
        (entry,) = scene.let_in()
        clock.move_on(scene.event.ends_at - clock.now() + timedelta(hours=1))
        scene.delete()
        scene.take_back(entry)
        assert scene.stands() == ("confirmed", 1, "waiting", 1)


def test_who_was_deleted_when_all_was_over_holds_no_place_of_a_date_that_it_gets_after_all(work):
    with work():
        scene = Scene("Vera")
        clock.move_on(scene.event.ends_at - clock.now() + timedelta(hours=1))
        scene.delete()
        event = scene.event
        span = {"starts_at": event.starts_at + WEEKS, "ends_at": event.ends_at + WEEKS}
        update_event(event=event, now=clock.now(), reason="Noch einmal", **span)
        assert scene.stands() == ("cancelled", 1, "offered", 1)
