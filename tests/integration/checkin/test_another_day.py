"""A day that was given up counts for nothing: whoever came then is expected anew, in whatever order it is heard of."""

import itertools
import uuid
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories.registration import by_link, make_registration
from tests.integration.checkin.conftest import make_door_event
from webapp.accounts.acting import acting_as
from webapp.checkin import queries as door
from webapp.checkin import services as doors
from webapp.checkin.models import CheckIn
from webapp.checkin.queries.live import arrivals_of, doubts_of, gates_of, missing_of, present_in_rooms, shares_of
from webapp.checkin.services.walking_in import WalkIn
from webapp.checkin.types import Cancelled, Direction, NotYet, Scan, Verdict
from webapp.events.services import cancel_event, postpone_event
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.registration import services
from webapp.registration.models import Attendee
from webapp.registration.services import history
from webapp.registration.types import Application, Head, Source
from webapp.tickets.queries import tickets_of_registration

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("now")]

WEEKS = timedelta(days=14)
HOUR = timedelta(hours=1)
# What became of the date, and of what is it that is heard of late.
MOVES = {"two weeks later": WEEKS, "the next day": timedelta(days=1), "no date yet": None}


def move(event, by):
    span = {} if by is None else {"starts_at": event.starts_at + by, "ends_at": event.ends_at + by}
    postpone_event(event=event, now=clock.now(), reason="Alarm", **span)


def entry(attendee, at, direction=Direction.IN, area=""):
    (ticket,) = tickets_of_registration(attendee.registration_id)
    shown = Verdict.ADMITTED if direction is Direction.IN else Verdict.LEFT
    return Scan(str(uuid.uuid4()), ticket.reference, direction, at, "Nord", area, shown=shown)


def upload(event, *scans):
    doors.record(door=door.door_of(event), scans=scans, now=clock.now())


def walk_in(event, at):
    ola = WalkIn(str(uuid.uuid4()), Application(name="Ola Neu", email="", source=Source.DOOR), at=at)
    doors.take_walk_in(event=event, walk_in=ola, now=clock.now())
    return ola


def hall(event):
    """All that the desk says of who came."""
    (share,) = shares_of(event.id)
    marks = session().execute(select(Attendee.entered_at, Attendee.inside_since).order_by(Attendee.id)).all()
    return (
        (share.came, share.present, door.counts_of(event.id).present, door.came_count(event.id)),
        (arrivals_of(event.id), gates_of(event.id), doubts_of(event.id)),
        missing_of(event.id),
        [tuple(row) for row in marks],
    )


def entered(attendee):
    session().refresh(attendee)
    return attendee.entered_at


def nobody(*names):
    return ((0, 0, 0, 0), ([], [], []), list(names), [(None, None)] * len(names))


@pytest.mark.in_turns
@pytest.mark.parametrize("by", MOVES.values(), ids=MOVES)
@pytest.mark.parametrize("heard", list(itertools.product(["before", "after"], repeat=3)), ids="-".join)
def test_entries_of_a_day_that_was_given_up_never_count(work, by, heard):
    with work():
        event = make_door_event(capacity=5)
        ada, ben = (make_registration(event, name).attendees[0] for name in ("Ada", "Ben"))
        came_at = clock.now()
        told = [
            lambda: upload(event, entry(ada, came_at), entry(ada, came_at + HOUR / 60)),
            lambda: upload(event, entry(ben, came_at, area="room")),
            lambda: walk_in(event, came_at),
        ]
        clock.move_on(timedelta(minutes=5))
        for when, tell in zip(heard, told, strict=True):
            if when == "before":
                tell()
        move(event, by)
        clock.move_on(timedelta(minutes=5))
        for when, tell in zip(heard, told, strict=True):
            if when == "after":
                tell()
        assert hall(event) == nobody("Ada", "Ben", "Ola Neu")
        assert present_in_rooms(event.id) == {}
        kept = session().scalar(select(func.count()).where(CheckIn.direction == "in"))
        assert kept == 4


def test_a_device_that_hears_of_nothing_goes_on_letting_in_on_the_day_that_was_given_up(work):
    with work():
        event = make_door_event(capacity=5)
        ada = make_registration(event, "Ada").attendees[0]
        move(event, WEEKS)
        clock.move_on(2 * HOUR)
        upload(event, entry(ada, clock.now() - HOUR))
        assert hall(event) == nobody("Ada")


@pytest.mark.parametrize("then", ["nothing more", "cancelled"])
def test_what_has_no_date_lets_nobody_in_and_says_so(work, then):
    with work():
        event = make_door_event(capacity=5)
        ada, came_at = make_registration(event, "Ada").attendees[0], clock.now()
        clock.move_on(HOUR / 6)
        move(event, None)
        if then == "cancelled":
            cancel_event(event=event, now=clock.now(), reason="Alarm")
        scan = Scan(str(uuid.uuid4()), entry(ada, came_at).reference, Direction.IN, clock.now())
        (answer,) = doors.record(door=door.door_of(event), scans=[scan], now=clock.now())
        said = NotYet("Ada", None) if then == "nothing more" else Cancelled("Ada", event_too=True)
        assert answer.outcome == said
        upload(event, entry(ada, came_at))
        assert hall(event) == nobody("Ada")


def test_an_event_that_is_called_off_while_people_are_inside_knows_who_came(work):
    with work():
        event = make_door_event(capacity=5)
        ada, came_at = make_registration(event, "Ada").attendees[0], clock.now()
        clock.move_on(HOUR / 6)
        cancel_event(event=event, now=clock.now(), reason="Alarm")
        upload(event, entry(ada, came_at))
        assert door.came_count(event.id) == 1


def test_on_the_new_day_they_come_in_anew_even_early(work):
    with work():
        event = make_door_event(capacity=5)
        ada, ben = (make_registration(event, name).attendees[0] for name in ("Ada", "Ben"))
        came_at = clock.now()
        clock.move_on(HOUR)
        move(event, WEEKS)
        opens = door.door_of(event).opens_at
        clock.move_on(opens - HOUR - clock.now())
        upload(event, entry(ada, clock.now()))  # staff let her in to help
        clock.move_on(event.starts_at - clock.now())
        upload(event, entry(ben, came_at), entry(ada, came_at))
        assert (door.counts_of(event.id).present, missing_of(event.id)) == (1, ["Ben"])
        assert entered(ada) == opens - HOUR
        upload(event, entry(ben, clock.now()))
        assert (door.counts_of(event.id).present, missing_of(event.id), doubts_of(event.id)) == (2, [], [])


def test_a_move_of_the_new_day_by_an_hour_does_not_bring_the_old_one_back(work):
    with work():
        event = make_door_event(capacity=5)
        ada, ben = (make_registration(event, name).attendees[0] for name in ("Ada", "Ben"))
        came_at = clock.now()
        upload(event, entry(ada, came_at))
        clock.move_on(HOUR)
        move(event, WEEKS)
        clock.move_on(event.starts_at - clock.now())
        upload(event, entry(ben, clock.now()))
        move(event, HOUR)
        assert (door.counts_of(event.id).present, door.came_count(event.id), missing_of(event.id)) == (1, 1, ["Ada"])


@pytest.mark.parametrize("late", [False, True])
def test_a_delay_on_the_day_leaves_everybody_inside_who_came_before_it(work, late):
    with work():
        event = make_door_event(capacity=5)
        ada = make_registration(event, "Ada").attendees[0]
        came_at = clock.now()
        clock.move_on(HOUR / 6)
        if late:
            move(event, HOUR)
        upload(event, entry(ada, came_at))
        if not late:
            move(event, HOUR)
        assert (door.counts_of(event.id).present, entered(ada)) == (1, came_at)


@pytest.mark.parametrize("by", [HOUR * 0, HOUR * 2], ids=["the old date", "later that day"])
def test_after_all_on_the_same_day_they_have_come_and_left(work, by):
    with work():
        event = make_door_event(capacity=5)
        ada = make_registration(event, "Ada").attendees[0]
        came_at, span = clock.now(), {"starts_at": event.starts_at + by, "ends_at": event.ends_at + by}
        upload(event, entry(ada, came_at))
        clock.move_on(HOUR / 6)
        move(event, None)
        clock.move_on(HOUR / 6)
        postpone_event(event=event, now=clock.now(), reason="Doch", **span)
        assert (door.counts_of(event.id).present, entered(ada), missing_of(event.id)) == (0, came_at, [])


def test_whoever_came_on_a_day_that_was_given_up_is_as_free_as_everybody(work):
    with work():
        event = make_door_event(capacity=5)
        ada, ben = (make_registration(event, name) for name in ("Ada", "Ben"))
        upload(event, *(entry(made.attendees[0], clock.now()) for made in (ada, ben)))
        clock.move_on(HOUR)
        move(event, WEEKS)
        clock.move_on(timedelta(days=7))
        by = {"now": clock.now()}
        with acting_as(history.own(ada)):
            services.cancel(registration=ada, **by)
        instead = {"attendee_id": ben.attendees[0].id, "head": Head("Cem")}
        with acting_as(history.own(ben)):
            services.replace_attendee(registration=ben, **instead, **by)
        assert (ada.status, [each.name for each in ben.attendees]) == ("cancelled", ["Cem"])


def test_an_entry_of_a_day_that_was_given_up_gives_no_place_back(work):
    with work():
        event = make_door_event(capacity=1)
        made = make_registration(event, "Ada")
        ada, came_at = made.attendees[0], clock.now()
        clock.move_on(HOUR)
        move(event, WEEKS)
        by_link(services.cancel, made)
        make_registration(event, "Ben")
        upload(event, entry(ada, came_at))
        session().refresh(made)
        session().refresh(event.pool)
        assert (made.status, event.pool.taken, event.pool.granted_over) == ("cancelled", 1, 0)


@pytest.mark.parametrize("heard", ["before", "after"])
@pytest.mark.parametrize("gone", ["deleted", "taken back"])
def test_whoever_was_put_down_by_mistake_and_seen_on_a_day_that_was_given_up_holds_no_place(work, gone, heard):
    with work():
        event = make_door_event(capacity=3)
        put_down = walk_in(event, clock.now())
        (ola,) = session().scalars(select(Attendee)).all()
        seen, made = entry(ola, clock.now()), ola.registration
        clock.move_on(HOUR / 6)
        if gone == "deleted":
            by_link(services.erase, made)
        doors.take_walk_in_back(event=event, walk_in=put_down, now=clock.now())
        if heard == "before":
            upload(event, seen)
            assert door.counts_of(event.id).present == 1
        clock.move_on(HOUR / 6)
        move(event, timedelta(days=1))
        if heard == "after":
            upload(event, seen)
        for each in (made, ola, event.pool):
            session().refresh(each)
        assert (made.status, event.pool.taken, door.counts_of(event.id).present) == ("cancelled", 0, 0)
        assert (ola.entered_at, ola.regained_at) == (None, None)


@pytest.mark.parametrize("by", [timedelta(days=1), None], ids=["the next day", "no date yet"])
def test_whoever_made_room_for_somebody_who_was_deleted_holds_no_place_of_another_day(work, by):
    """Ben comes instead of Ada, who was let in all the same; then both are deleted, and that day is given up."""
    with work():
        event = make_door_event(capacity=3)
        made = make_registration(event, "Ada")
        ada = made.attendees[0]
        seen = entry(ada, clock.now())
        clock.move_on(HOUR / 6)
        by_link(services.replace_attendee, made, attendee_id=ada.id, head=Head("Ben"))
        upload(event, seen)
        by_link(services.erase, made)
        assert door.counts_of(event.id).present == 1
        clock.move_on(HOUR / 6)
        move(event, by)
        for each in (made, event.pool):
            session().refresh(each)
        assert (made.status, event.pool.taken, door.counts_of(event.id).present) == ("cancelled", 0, 0)


def test_devices_are_told_from_when_on_entries_count(work, app):
    from webapp.hall.checkin.guest_list import _head, milliseconds

    with work():
        event = make_door_event(capacity=5)
        with app.test_request_context():
            assert _head(event, door.door_of(event), clock.now())["event"]["counts"] == 0
            clock.move_on(HOUR)
            move(event, WEEKS)
            told = _head(event, door.door_of(event), clock.now())["event"]
    assert milliseconds(clock.now()) < told["counts"] < told["opens"]
