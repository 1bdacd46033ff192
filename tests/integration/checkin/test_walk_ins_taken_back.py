"""Whoever was put down at the door by mistake is gone again once that is taken back, and so is their place."""

import uuid
from datetime import timedelta
from itertools import permutations, product

import pytest
from sqlalchemy import select

from tests.integration.checkin.conftest import at_device, make_door_event
from webapp.capacity.queries import level
from webapp.checkin import queries as door
from webapp.checkin import services as doors
from webapp.checkin.types import Counts
from webapp.events.models import Event
from webapp.events.services import postpone_event
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail.models import OutboxMail
from webapp.registration import services
from webapp.registration.models import Change, Registration
from webapp.registration.types import Application, Head, Source
from webapp.tickets.queries import tickets_of_registration

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("now")]


@pytest.fixture
def hall(work, post):
    """Two devices at a door with three places, and how the event's registrations and places stand."""

    class Hall:
        def __init__(self):
            with work():
                event = make_door_event(capacity=3)
                self.devices, self.event_id, self.slug = (post(event), post(event)), event.id, event.slug

        def put_down(self, name="Ola Neu", *others):
            return {"id": str(uuid.uuid4()), "at": at_device(clock.now()), "name": name, "others": list(others)}

        def send(self, device, *walk_ins, facts=()):
            clock.move_on(timedelta(seconds=1))
            answer = self.devices[device].send(*facts, walk_ins=list(walk_ins))
            assert (answer.status_code, answer.json["refused"]) == (200, [])
            return answer.json["facts"]

        def undo(self, device, fact):
            entry, reference = fact[0], fact[1]
            undone = {"verdict": "undone", "direction": "undo", "undoes": entry}
            return self.send(device, facts=[self.devices[device].fact(reference, **undone)])

        def stands(self):
            """Who comes by now, how many places are taken and how many were granted beyond; who is here."""
            with work():
                event = session().get(Event, self.event_id)
                made = session().scalars(select(Registration).where(Registration.status == "confirmed"))
                names = sorted(head.name for each in made for head in each.attendees)
                counts = door.counts_of(self.event_id)
                assert counts.expected == len(names)
                return names, level(event.pool_id).taken, counts.present

    return Hall()


NOBODY = ([], 0, 0)


def gone(made):
    return {"id": made["id"], "at": made["at"], "undone": True}


@pytest.mark.parametrize("others", [(), ("Uli Neu",)], ids=["alone", "with somebody"])
def test_in_whatever_order_and_from_whatever_device_it_is_heard(hall, others):
    """Made and taken back, each told twice, by two devices, one upload each or all in one."""
    orders = set(permutations(("made", "made", "gone", "gone")))
    for order, devices in product(sorted(orders), ((0, 0), (0, 1))):
        made = hall.put_down("Ola Neu", *others)
        for at, each in enumerate(order):
            hall.send(devices[at % 2], made if each == "made" else gone(made))
            if order[: at + 1] == ("made", "made"):
                assert hall.stands() == (sorted(["Ola Neu", *others]), 1 + len(others), 1 + len(others))
        assert hall.stands() == NOBODY, (order, devices)
    for order in sorted(orders):
        made = hall.put_down("Ola Neu", *others)
        hall.send(0, *(made if each == "made" else gone(made) for each in order))
        assert hall.stands() == NOBODY, order


def test_another_device_takes_one_of_two_back_and_then_the_other(hall):
    made = hall.put_down("Ola Neu", "Uli Neu")
    facts = {fact[0]: fact for fact in hall.send(0, made)}
    ola = facts.pop(made["id"])
    (uli,) = facts.values()
    hall.undo(1, uli)
    assert hall.stands() == (["Ola Neu"], 1, 1)
    hall.undo(1, ola)
    assert hall.stands() == NOBODY


def test_both_devices_take_them_back(hall):
    made = hall.put_down("Ola Neu", "Uli Neu")
    facts = hall.send(0, made)
    hall.undo(1, facts[0])
    hall.send(0, gone(made))
    hall.undo(1, facts[1])
    assert hall.stands() == NOBODY


def test_whoever_was_scanned_at_another_door_as_well_stays(hall):
    """Whichever is heard of first."""
    for first in ("scan", "undo"):
        made = hall.put_down()
        (entry,) = (each for each in hall.send(0, made) if each[0] == made["id"])
        scan = hall.devices[1].fact(entry[1], verdict="admitted")
        if first == "scan":
            hall.send(1, facts=[scan])
            hall.send(0, gone(made))
        else:
            hall.send(0, gone(made))
            assert hall.stands() == NOBODY
            hall.send(1, facts=[scan])
        assert hall.stands() == (["Ola Neu"], 1, 1)
        hall.undo(0, [scan["id"], entry[1]])
        assert hall.stands() == NOBODY


def test_a_place_beyond_the_last_one_is_gone_and_a_freed_one_goes_to_the_line(hall, work):
    hall.send(0, hall.put_down("A", "B", "C"))
    made = hall.put_down("Ola Neu")
    hall.send(0, made)
    with work():
        event = session().get(Event, hall.event_id)
        assert (level(event.pool_id).taken, level(event.pool_id).free) == (4, 0)
    hall.send(0, gone(made))
    with work():
        event = session().get(Event, hall.event_id)
        assert (level(event.pool_id).taken, event.pool.granted_over) == (3, 0)


def test_the_door_without_scripts_takes_them_back_as_well(hall, work):
    device = hall.devices[0]
    form = {"name": "Kim Neu", "others": "Uli Neu", "email": "kim@example.org"}
    answer = device.client.post(f"{device.page}/walk-in", data={**form, "once_key": "k" * 22})
    assert answer.status_code == 303
    assert hall.stands()[1:] == (2, 2)
    with work():
        entries = [each.id for each in door.recent_scans(hall.event_id) if each.can_undo]
    for entry in entries:
        device.send_form(undo=entry)
    assert hall.stands() == NOBODY
    with work():
        kinds = session().scalars(select(OutboxMail.kind).order_by(OutboxMail.id)).all()
        assert kinds == ["seat_confirmed", "cancelled"], "whoever got a ticket hears that it opens nothing"


@pytest.mark.parametrize("done", ["tagged", "one more", "somebody else"])
def test_whoever_the_desk_has_looked_after_since_keeps_the_place(hall, work, done):
    made = hall.put_down("Ola Neu")
    hall.send(0, made)
    with work():
        found = session().scalars(select(Registration)).one()
        by = {"now": clock.now()}
        if done == "tagged":
            services.set_tags(registration=found, tags=["Presse"], **by)
        elif done == "one more":
            services.add_attendee(registration=found, head=Head("Uli Neu"), **by)
        else:
            doors.see_out(event=found.event, attendee_ids=[found.attendees[0].id], **by)
            leaving = found.attendees[0].id
            services.replace_attendee(
                registration=found, attendee_id=leaving, head=Head("Uli Neu"), despite_entry=True, **by
            )
    before = hall.stands()[:2]
    hall.send(0, gone(made))
    assert hall.stands() == (*before, 0)


def test_an_event_put_off_to_another_day_takes_nothing_from_whoever_was_put_down(hall, work):
    made = hall.put_down("Ola Neu")
    hall.send(0, made)
    with work():
        event = session().get(Event, hall.event_id)
        span = {"starts_at": event.starts_at + timedelta(days=7), "ends_at": event.ends_at + timedelta(days=7)}
        postpone_event(event=event, now=clock.now(), reason="Alarm", **span)
    assert hall.stands() == (["Ola Neu"], 1, 0)
    hall.send(0, gone(made))
    assert hall.stands() == NOBODY


def test_whoever_the_office_put_down_before_keeps_the_place_when_an_entry_was_a_mistake(hall, work):
    with work():
        event = session().get(Event, hall.event_id)
        office = Application("Kim Muster", "", source=Source.DESK)
        made = services.walk_in(event=event, application=office, now=clock.now())
        (ticket,) = tickets_of_registration(made.id)
        reference = ticket.reference
    scan = hall.devices[0].fact(reference, verdict="admitted")
    hall.send(0, facts=[scan])
    hall.undo(0, [scan["id"], reference])
    assert hall.stands() == (["Kim Muster"], 1, 0)


def test_what_was_never_put_down_shows_at_no_door_and_the_history_says_what_was(hall, work):
    hall.send(0, gone(hall.put_down()))
    with work():
        assert door.recent_scans(hall.event_id) == []
        assert door.counts_of(hall.event_id) == Counts(0, 0)
    made = hall.put_down()
    hall.send(0, made)
    hall.send(0, gone(made))
    with work():
        assert session().scalars(select(Change.kind).order_by(Change.id)).all() == ["came_in", "had_not_come"]
