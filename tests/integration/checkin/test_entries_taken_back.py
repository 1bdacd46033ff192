"""A scan that is taken back takes back all that it did, whether both are heard of together or one after the other."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.registration import by_link, make_registration, people
from tests.integration.checkin.conftest import at_device, make_door_event
from webapp.capacity.queries import level
from webapp.checkin import queries as door
from webapp.checkin import services as doors
from webapp.checkin.queries.lists import facts_since
from webapp.checkin.types import Counts, Direction, Scan, Verdict
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail.models import OutboxMail
from webapp.registration import services
from webapp.registration.models import Change, Registration
from webapp.registration.types import Head
from webapp.tickets.models import Ticket
from webapp.tickets.queries import tickets_of_registration

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("now")]

WAYS = {"together": True, "one after the other": False}


# What became of Ada's place before the door's device was heard of, in a registration of two.
CHANGES = {
    "swapped": lambda made, ada: by_link(services.replace_attendee, made, attendee_id=ada.id, head=Head("Ben")),
    "left": lambda made, ada: by_link(services.drop_attendee, made, attendee_id=ada.id),
    "cancelled": lambda made, _ada: by_link(services.cancel, made),
    "swapped and cancelled": lambda made, ada: (
        by_link(services.replace_attendee, made, attendee_id=ada.id, head=Head("Ben")),
        by_link(services.cancel, made),
    ),
    "swapped, and all the others left": lambda made, ada: (
        by_link(services.replace_attendee, made, attendee_id=ada.id, head=Head("Ben")),
        by_link(services.drop_attendee, made, attendee_id=made.attendees[0].id),
    ),
}


def scan_of(attendee, at):
    tickets = {each.attendee_id: each.reference for each in tickets_of_registration(attendee.registration_id)}
    return Scan(str(uuid.uuid4()), tickets[attendee.id], Direction.IN, at, shown=Verdict.ADMITTED)


def undo_of(scan):
    direction, at = Direction.UNDO, clock.now()
    return Scan(str(uuid.uuid4()), scan.reference, direction, at, shown=Verdict.UNDONE, undoes=scan.id)


def upload(event, *scans):
    doors.record(door=door.door_of(event), scans=scans, now=clock.now())
    clock.move_on(timedelta(seconds=1))


def stands(event):
    """How all registrations stand, who belongs to them, whose tickets open the door, and how many places are taken."""
    session().expire_all()
    found = session().scalars(select(Registration).order_by(Registration.id)).all()
    good = session().scalars(select(Ticket.attendee_id).where(Ticket.revoked_at.is_(None)).order_by(Ticket.attendee_id))
    each = [(one.status, one.heads, [head.name for head in one.attendees]) for one in found]
    return each, list(good), level(event.pool_id), door.counts_of(event.id).present


def given_up(change, *, capacity=None):
    event = make_door_event(capacity=capacity)
    made = make_registration(event, heads=people("Ada", "Alex"))
    ada, at_the_door = made.attendees[0], clock.now()
    clock.move_on(timedelta(minutes=5))
    CHANGES[change](made, ada)
    clock.move_on(timedelta(minutes=5))
    return event, made, scan_of(ada, at_the_door)


@pytest.mark.in_turns
@pytest.mark.parametrize("together", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("change", CHANGES)
def test_nothing_is_left_of_an_entry_that_was_a_mistake(work, change, together):
    with work():
        event, _made, scan = given_up(change)
        before = stands(event)
        if together:
            upload(event, scan, undo_of(scan))
        else:
            upload(event, scan)
            assert stands(event) != before
            upload(event, undo_of(scan))
        assert stands(event) == before


@pytest.mark.parametrize("change", CHANGES)
def test_the_entry_may_be_heard_of_once_more(work, change):
    """Scanned by mistake, taken back, and then they really stood there on the old ticket."""
    with work():
        event, _made, scan = given_up(change)
        upload(event, scan)
        inside = stands(event)
        upload(event, undo_of(scan))
        upload(event, Scan(str(uuid.uuid4()), scan.reference, Direction.IN, scan.at, shown=Verdict.ADMITTED))
        assert stands(event) == inside


def test_a_place_beyond_the_last_one_is_gone_again_and_nobody_who_has_it_loses_theirs(work):
    with work():
        event, _made, scan = given_up("cancelled", capacity=2)
        wanda = make_registration(event, "Wanda", heads=people("Wanda", "Willi"))
        upload(event, scan)
        assert (level(event.pool_id).taken, wanda.status) == (3, "confirmed")
        upload(event, undo_of(scan))
        assert (level(event.pool_id).taken, level(event.pool_id).free, wanda.status) == (2, 0, "confirmed")


def test_a_freed_place_goes_to_the_first_in_line(work):
    with work():
        event, _made, scan = given_up("left", capacity=2)
        upload(event, scan)
        waiting = make_registration(event, "Wanda")
        assert waiting.status == "waiting"
        upload(event, undo_of(scan))
        session().refresh(waiting)
        assert waiting.status == "offered"


def test_whoever_went_on_with_a_registration_that_stood_again_keeps_it(work):
    with work():
        event, made, scan = given_up("cancelled")
        upload(event, scan)
        session().refresh(made)
        by_link(services.add_attendee, made, head=Head("Zoe"))
        upload(event, undo_of(scan))
        session().refresh(made)
        assert (made.status, [each.name for each in made.attendees]) == ("confirmed", ["Ada", "Zoe"])


@pytest.mark.parametrize("change", ["cancelled", "swapped and cancelled"])
def test_one_of_two_who_had_come_keeps_the_place_when_the_other_had_not(work, change):
    with work():
        event = make_door_event()
        made = make_registration(event, heads=people("Ada", "Alex"))
        scans = [scan_of(each, clock.now()) for each in made.attendees]
        clock.move_on(timedelta(minutes=5))
        CHANGES[change](made, made.attendees[0])
        for each in scans:
            upload(event, each)
        upload(event, undo_of(scans[0]))
        session().refresh(made)
        assert (made.status, [each.name for each in made.attendees]) == ("confirmed", ["Alex"])
        assert door.counts_of(event.id).present == 1
        upload(event, undo_of(scans[1]))
        session().refresh(made)
        assert (made.status, door.counts_of(event.id).present, level(event.pool_id).taken) == ("cancelled", 0, 0)


def test_the_history_says_both_and_so_do_letters(work):
    """Whoever was written that it is cancelled is written that it stands, and that it doesn't."""
    with work():
        event, _made, scan = given_up("cancelled")
        before = len(session().scalars(select(OutboxMail)).all())
        upload(event, scan)
        upload(event, undo_of(scan))
        kinds = session().scalars(select(Change.kind).order_by(Change.id)).all()
        assert kinds[-2:] == ["came_all_the_same", "had_not_come"]
        letters = session().scalars(select(OutboxMail.kind).order_by(OutboxMail.id)).all()
        assert letters[before - 1 :] == ["cancelled", "seat_confirmed", "cancelled"]


def test_nobody_is_written_about_an_entry_that_comes_with_its_being_taken_back(work):
    with work():
        event, _made, scan = given_up("cancelled")
        before = session().scalars(select(OutboxMail.id)).all()
        upload(event, scan, undo_of(scan))
        assert session().scalars(select(OutboxMail.id)).all() == before


def test_somebody_put_down_by_mistake_is_taken_back_with_all_who_came_along(work, now, post):
    with work():
        event = make_door_event(capacity=5)
        device, event_id = post(event), event.id
    made = {"id": str(uuid.uuid4()), "at": at_device(now), "name": "Ola Neu", "others": ["Uli Neu"]}
    gone = {"id": made["id"], "at": at_device(now), "undone": True}
    # Of somebody else nobody has ever heard.
    assert device.send(walk_ins=[{**gone, "id": str(uuid.uuid4())}]).json["facts"] == []
    device.send(walk_ins=[made])
    for _ in range(2):
        clock.move_on(timedelta(seconds=1))
        assert device.send(walk_ins=[gone]).json["refused"] == []
    with work():
        assert door.counts_of(event_id) == Counts(present=0, expected=0)
        assert door.came_count(event_id) == 0
        assert len(facts_since(event_id, 0)) == 4


def test_nothing_of_another_event_is_taken_back(work, now, post):
    with work():
        here, there = make_door_event("Hier", capacity=5), make_door_event("Dort", capacity=5)
        devices, there_id = (post(here), post(there)), there.id
    made = {"id": str(uuid.uuid4()), "at": at_device(now), "name": "Ola Neu"}
    devices[1].send(walk_ins=[made])
    devices[0].send(walk_ins=[{**made, "undone": True}])
    with work():
        assert door.counts_of(there_id).present == 1


@pytest.mark.in_turns
@pytest.mark.parametrize("names", [("Ada", "Alex"), ("Ada", "Alex", "Anja")], ids=len)
@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("together", WAYS.values(), ids=WAYS)
def test_nothing_is_left_of_two_entries_on_what_was_cancelled(work, names, first, together):
    with work():
        event = make_door_event(capacity=None)
        made = make_registration(event, heads=people(*names))
        scans = [scan_of(each, clock.now()) for each in made.attendees[:2]]
        clock.move_on(timedelta(minutes=5))
        by_link(services.cancel, made)
        clock.move_on(timedelta(minutes=5))
        before = stands(event)
        undone = [undo_of(scans[first]), undo_of(scans[1 - first])]
        for each in [scans, undone] if together else [[each] for each in (*scans, *undone)]:
            upload(event, *each)
        assert stands(event) == before
