"""A place that is given up while its event has no date or another one stays so, whatever becomes of the date."""

import uuid
from datetime import timedelta

import pytest

from tests.factories.registration import by_link, make_registration, people
from tests.integration.checkin.conftest import make_door_event
from webapp.capacity.queries import level
from webapp.checkin import queries
from webapp.checkin import services as doors
from webapp.checkin.types import Direction, Scan, Verdict
from webapp.events import services as events
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.registration import services
from webapp.registration.types import Head
from webapp.tickets.queries import ticket_of_attendee

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("now")]

NEW = Head("Neu", "neu@example.org")


def cancel(made, _whose):
    by_link(services.cancel, made)


def erase(made, _whose):
    by_link(services.erase, made)


def drop(made, whose):
    by_link(services.drop_attendee, made, attendee_id=whose)


def replace(made, whose):
    by_link(services.replace_attendee, made, attendee_id=whose, head=NEW)


def replace_at_the_desk(made, whose):
    services.replace_attendee(registration=made, attendee_id=whose, head=NEW, now=clock.now())


TOMORROW = timedelta(days=1)
# What may be done when; without a date nobody is swapped.
AWAY = [(act, None) for act in (cancel, erase)] + [
    (act, TOMORROW) for act in (cancel, erase, drop, replace, replace_at_the_desk)
]


class Evening:
    """Three places, all of them Dora's, and Wanda's three in line; how often it was moved."""

    def __init__(self):
        self.event = make_door_event(capacity=3)
        self.start = self.event.starts_at
        self.dora = make_registration(
            self.event, "Dora", heads=people("Dora", "Dirk", "Dana"), email="dora@example.org"
        )
        self.wanda = make_registration(
            self.event, "Wanda", heads=people("Wanda", "Willi", "Wim"), email="wanda@example.org"
        )
        self.dirk = self.dora.attendees[1].id
        self.tickets = [ticket_of_attendee(each.id).reference for each in self.dora.attendees]

    def scan(self, ticket, *, ago=timedelta(0), shown=None, direction=Direction.IN):
        scan = Scan(str(uuid.uuid4()), ticket, direction, clock.now() - ago, "", shown=shown)
        door = queries.door_of(self.event)
        return doors.record(door=door, scans=[scan], now=clock.now())[0].verdict

    def all_come_in(self):
        assert {self.scan(each) for each in self.tickets} == {Verdict.ADMITTED}

    def is_put_off(self, later):
        at = None if later is None else self.start + later
        until = None if at is None else at + timedelta(hours=3)
        clock.move_on(timedelta(minutes=5))
        events.postpone_event(event=self.event, now=clock.now(), reason="Alarm", starts_at=at, ends_at=until)
        clock.move_on(timedelta(minutes=5))
        session().expire_all()

    def stands(self):
        """Who comes along with Dora; nobody more than there are places for."""
        session().expire_all()
        assert level(self.event.pool_id).taken <= 3
        return self.dora.status, [each.name for each in self.dora.attendees]


@pytest.mark.in_turns
@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=2)], ids=["today", "another day"])
@pytest.mark.parametrize(("act", "away"), AWAY)
def test_what_was_given_up_meanwhile_stays_given_up(work, act, away, back):
    with work():
        evening = Evening()
        evening.all_come_in()
        evening.is_put_off(away)
        act(evening.dora, evening.dirk)
        before = evening.stands()
        evening.is_put_off(back)
        assert evening.stands() == before


@pytest.mark.in_turns
@pytest.mark.parametrize(("act", "away"), AWAY)
def test_nor_does_anything_that_the_door_hears_later_bring_it_back(work, act, away):
    with work():
        evening = Evening()
        dirk = evening.tickets[1]
        evening.all_come_in()
        evening.is_put_off(away)
        act(evening.dora, evening.dirk)
        evening.is_put_off(timedelta(hours=1))
        before = evening.stands()
        # Another device was without a network all the time: it let him in and out before the alarm.
        for direction, shown in ((Direction.IN, Verdict.ADMITTED), (Direction.OUT, Verdict.LEFT)):
            evening.scan(dirk, ago=timedelta(minutes=21), shown=shown, direction=direction)
        assert evening.scan(dirk) is Verdict.CANCELLED
        assert evening.stands() == before


def test_whoever_gave_nothing_up_has_come_when_the_day_comes_back(work):
    with work():
        evening = Evening()
        evening.all_come_in()
        evening.is_put_off(TOMORROW)
        drop(evening.dora, evening.dirk)
        evening.is_put_off(timedelta(hours=1))
        assert [each.name for each in evening.dora.attendees if each.entered_at] == ["Dora", "Dana"]
        assert evening.scan(evening.tickets[0]) is Verdict.ADMITTED


def test_whoever_is_let_in_after_that_by_a_device_that_knew_nothing_of_it_keeps_the_place(work):
    with work():
        evening = Evening()
        evening.all_come_in()
        evening.is_put_off(None)
        cancel(evening.dora, evening.dirk)
        evening.is_put_off(timedelta(hours=1))
        evening.scan(evening.tickets[1], shown=Verdict.ADMITTED)
        session().expire_all()
        assert (evening.dora.status, [each.name for each in evening.dora.attendees]) == ("confirmed", ["Dirk"])
