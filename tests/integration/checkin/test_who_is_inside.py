"""Whoever was let in has used the place: nobody else gets it, whatever links, desks and late devices do."""

import json
import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.registration import by_link, make_category, make_registration, people
from tests.integration.checkin.conftest import make_door_event
from webapp.capacity.queries import level
from webapp.checkin import queries as door
from webapp.checkin import services as doors
from webapp.checkin.queries.lists import parts_of
from webapp.checkin.queries.live import missing_of, shares_of
from webapp.checkin.services.walking_in import WalkIn
from webapp.checkin.types import Direction, Scan, Verdict
from webapp.events.models import Event
from webapp.events.services import postpone_event
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.registration import queries, services
from webapp.registration.errors import AlreadyCameError, StillInsideError
from webapp.registration.models import Attendee, Change, Registration
from webapp.registration.types import Application, Head
from webapp.tickets.queries import tickets_of_registration

pytestmark = pytest.mark.usefixtures("now")


def ticket_of(attendee):
    found = tickets_of_registration(attendee.registration_id)
    return next(each for each in found if each.attendee_id == attendee.id)


def scan(event, attendee, direction=Direction.IN, *, at=None, shown=None, undoes=""):
    """A scan that waits for our word, or (`shown`) one that a device decided about by itself at some time."""
    reference = ticket_of(attendee).reference
    made = Scan(str(uuid.uuid4()), reference, direction, at or clock.now(), shown=shown, undoes=undoes)
    (answer,) = doors.record(door=door.door_of(event), scans=[made], now=clock.now())
    clock.move_on(timedelta(seconds=1))
    return made, answer


def swapped_after_a_scan():
    """Ada is scanned by a device that tells it later; Ben has come into her place meanwhile."""
    event = make_door_event(capacity=1)
    made = make_registration(event, "Ada")
    ada, at_the_door = made.attendees[0], clock.now()
    clock.move_on(timedelta(minutes=5))
    ben = by_link(services.replace_attendee, made, attendee_id=ada.id, head=Head("Ben"))
    return event, made, (ada, at_the_door), ben


def taken(event):
    return level(event.pool_id).taken


def told_at_the_door(event):
    rows = [row for part in parts_of(event.id).values() for row in json.loads(part.rows)]
    return {row[2]: row[5] for row in rows if row[2]}


def status_of(registration):
    return session().scalar(select(Registration.status).where(Registration.id == registration.id))


def present(event):
    return door.counts_of(event.id).present


def came(event):
    return sum(each.came for each in shares_of(event.id))


CHANGES = {
    "replaced": lambda made, who: by_link(services.replace_attendee, made, attendee_id=who.id, head=Head("Ben")),
    "left": lambda made, who: by_link(services.drop_attendee, made, attendee_id=who.id),
    "cancelled": lambda made, _who: by_link(services.cancel, made),
}


@pytest.mark.both
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("gone", [False, True], ids=["inside", "gone_out"])
def test_whoever_was_let_in_keeps_the_place_whatever_the_link_says(work, change, gone):
    with work():
        event = make_door_event(capacity=2)
        made = make_registration(event, heads=people("Ada", "Alex"))
        waiting = make_registration(event, "Wanda")
        ada = made.attendees[0]
        scan(event, ada)
        if gone:
            scan(event, ada, Direction.OUT)
        with pytest.raises(AlreadyCameError) as refused:
            CHANGES[change](made, ada)
        assert refused.value.details["names"] == ["Ada"]
        assert (taken(event), status_of(waiting), [each.name for each in made.attendees]) == (
            2,
            "waiting",
            ["Ada", "Alex"],
        )


@pytest.mark.both
def test_a_scan_taken_back_leaves_the_place_free_to_give(work):
    with work():
        event = make_door_event(capacity=1)
        made = make_registration(event)
        entry, _answer = scan(event, made.attendees[0])
        doors.undo_scan(
            door=door.door_of(event),
            undone_id=entry.id,
            scan_id=str(uuid.uuid4()),
            gate="",
            device="",
            now=clock.now(),
        )
        by_link(services.replace_attendee, made, attendee_id=made.attendees[0].id, head=Head("Ben"))
        assert [each.name for each in made.attendees] == ["Ben"]


def test_those_who_are_still_outside_may_leave_a_group_that_has_begun_to_come(work):
    with work():
        event = make_door_event(capacity=2)
        made = make_registration(event, heads=people("Ada", "Alex"))
        scan(event, made.attendees[0])
        by_link(services.drop_attendee, made, attendee_id=made.attendees[1].id)
        assert taken(event) == 1


def test_the_desk_waits_until_they_have_gone_and_then_must_insist(work):
    with work():
        event = make_door_event(capacity=1)
        made = make_registration(event, "Ada")
        ada = made.attendees[0]
        scan(event, ada)
        desk = {"registration": made, "attendee_id": ada.id, "head": Head("Ben")}
        with pytest.raises(StillInsideError):
            services.replace_attendee(**desk, now=clock.now(), despite_entry=True)
        assert doors.see_out(event=event, attendee_ids=[ada.id], now=clock.now()) == 1
        with pytest.raises(AlreadyCameError):
            services.replace_attendee(**desk, now=clock.now())
        ben = services.replace_attendee(**desk, now=clock.now(), despite_entry=True)
        scan(event, ben)
        assert (present(event), came(event), taken(event)) == (1, 2, 1)


def test_the_desk_sees_out_who_came_in_the_same_moment(work):
    with work():
        event = make_door_event(capacity=1)
        ada = make_registration(event, "Ada").attendees[0]
        doors.let_in(event=event, registration_id=ada.registration_id, gate="", device="", now=clock.now())
        doors.see_out(event=event, attendee_ids=[ada.id], now=clock.now())
        assert (present(event), came(event)) == (0, 1)


@pytest.mark.both
def test_a_scan_that_is_heard_of_after_the_swap_takes_the_swap_back(work):
    with work():
        event, made, (ada, at_the_door), ben = swapped_after_a_scan()
        cem = by_link(services.replace_attendee, made, attendee_id=ben.id, head=Head("Cem"))
        scan(event, ada, at=at_the_door, shown=Verdict.ADMITTED)
        assert [each.name for each in made.attendees] == ["Ada"]
        assert (present(event), came(event), taken(event)) == (1, 1, 1)
        _scan, answer = scan(event, cem)
        assert answer.verdict is Verdict.CANCELLED
        assert session().scalars(select(Change.kind)).all()[-1] == "came_all_the_same"


@pytest.mark.both
def test_whoever_came_all_the_same_has_the_needs_that_were_told_for_them(work):
    needs = Definition("needs", FieldKind.ACCESS_NEEDS, {"de": "Was brauchen Sie?"})
    with work():
        event = make_door_event(capacity=2)
        services.ask(event=event, definitions=[needs], now=clock.now())
        told = {"answers": {"needs": "Rollstuhl"}, "field_set_id": queries.setup_of(event.id).field_set_id}
        made = make_registration(event, "Ada", heads=(Head("Ada"), Head("Alex")), **told)
        (ada, alex), at_the_door = made.attendees, clock.now()
        clock.move_on(timedelta(minutes=5))
        for gone, coming in ((ada, "Ben"), (alex, "Cem")):
            by_link(services.replace_attendee, made, attendee_id=gone.id, head=Head(coming))
        assert told_at_the_door(event) == {"Ben": "", "Cem": ""}
        scan(event, ada, at=at_the_door, shown=Verdict.ADMITTED)
        assert told_at_the_door(event) == {"Ada": "Rollstuhl", "Cem": ""}
        scan(event, alex, at=at_the_door, shown=Verdict.ADMITTED)
        assert told_at_the_door(event) == {"Ada": "Rollstuhl", "Alex": "Rollstuhl"}


@pytest.mark.both
def test_when_both_are_in_before_it_is_known_one_place_more_is_granted(work):
    with work():
        event, made, (ada, at_the_door), ben = swapped_after_a_scan()
        scan(event, ben)
        scan(event, ada, at=at_the_door, shown=Verdict.ADMITTED)
        assert (present(event), came(event), taken(event), level(event.pool_id).free) == (2, 2, 2, 0)
        assert sorted(each.name for each in made.attendees) == ["Ada", "Ben"]


@pytest.mark.both
def test_a_cancelled_place_that_was_used_before_counts_again(work):
    with work():
        event = make_door_event(capacity=1)
        made = make_registration(event, "Ada", email="ada@example.org")
        ada, at_the_door = made.attendees[0], clock.now()
        clock.move_on(timedelta(minutes=5))
        by_link(services.cancel, made)
        again = make_registration(event, "Ada", email="ada@example.org")
        scan(event, ada, at=at_the_door, shown=Verdict.ADMITTED)
        assert (status_of(made), status_of(again)) == ("confirmed", "confirmed")
        assert (present(event), taken(event)) == (1, 2)


def test_nobody_is_lost_who_came_and_whose_data_is_deleted(work):
    with work():
        event = make_door_event(capacity=2)
        made = make_registration(event, heads=people("Ada", "Alex"))
        waiting = make_registration(event, "Wanda", heads=people("Wanda", "Willi"))
        scan(event, made.attendees[0])
        by_link(services.erase, made)
        assert (present(event), came(event), taken(event)) == (1, 1, 1)
        assert status_of(waiting) == "waiting"
        assert {each.name for each in session().scalars(select(Attendee))} == {"", "Wanda", "Willi"}


def test_a_room_counts_as_well_as_a_gate(work):
    with work():
        event = make_door_event(capacity=1)
        made = make_registration(event)
        reference = ticket_of(made.attendees[0]).reference
        inside = Scan(str(uuid.uuid4()), reference, Direction.IN, clock.now(), area="room")
        doors.record(door=door.door_of(event), scans=[inside], now=clock.now())
        with pytest.raises(AlreadyCameError):
            by_link(services.cancel, made)


def test_came_is_never_below_inside(work):
    with work():
        event = make_door_event()
        made = make_registration(event, heads=people("Ada", "Alex"))
        scan(event, made.attendees[0])
        ada = ticket_of(made.attendees[0])
        ada.revoked_at = clock.now()
        session().flush()
        (share,) = shares_of(event.id)
        assert (share.expected, share.came, share.present, share.missing) == (1, 1, 1, 1)


@pytest.mark.both
def test_a_swap_and_a_scan_at_the_same_moment_give_one_place_to_one(work, app):
    """Whoever comes second finds what the first one did."""
    import threading

    with work():
        event = make_door_event(capacity=1)
        made = make_registration(event, "Ada")
        event_id, public_id, ada_id = event.id, made.public_id, made.attendees[0].id
    ready, outcomes = threading.Barrier(2), []

    def swap():
        ready.wait()
        with work():
            found = queries.get_by_public_id(public_id)
            try:
                by_link(services.replace_attendee, found, attendee_id=ada_id, head=Head("Ben"))
            except AlreadyCameError:
                outcomes.append("refused")

    def enter():
        ready.wait()
        with work():
            _scan, answer = scan(session().get(Event, event_id), session().get(Attendee, ada_id))
            outcomes.append(answer.verdict)

    both = [threading.Thread(target=each) for each in (swap, enter)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    with work():
        inside = present(session().get(Event, event_id))
        names = [each.name for each in queries.get_by_public_id(public_id).attendees]
    assert (names, inside) in ((["Ada"], 1), (["Ben"], 0))
    assert set(outcomes) in ({"refused", Verdict.ADMITTED}, {Verdict.CANCELLED})


def test_devices_know_a_class_by_whoever_registered_it(work):
    with work():
        event = make_door_event()
        make_registration(event, "Kim Muster", organisation="Stadt")
        classes = make_category(event, kind="school_class", named=False, most_heads=30)
        made = make_registration(
            event, "Frau Lehrer", organisation="Gründerschule", heads=(Head(),) * 2, category_id=classes.id
        )
        doors.let_in(event=event, registration_id=made.id, gate="", device="", now=clock.now())
        assert {each.name for each in door.recent_scans(event.id)} == {"Frau Lehrer"}
        doors.see_out(event=event, attendee_ids=[made.attendees[0].id], now=clock.now())
        _scan, answer = scan(event, made.attendees[0])
        assert answer.outcome.name == "Frau Lehrer"
        assert missing_of(event.id) == ["Kim Muster"]
        rows = [row for part in parts_of(event.id).values() for row in json.loads(part.rows)]
    assert sorted((row[2], *row[7:]) for row in rows) == [
        ("", "Frau Lehrer Gründerschule"),
        ("", "Frau Lehrer Gründerschule"),
        ("Kim Muster",),
    ]


@pytest.mark.parametrize("off", [None, timedelta(days=14)], ids=["no date yet", "two weeks later"])
def test_whoever_was_inside_when_the_event_was_put_off_comes_in_anew(work, off):
    with work():
        event = make_door_event(capacity=3)
        ada = make_registration(event, "Ada").attendees[0]
        scan(event, ada)
        span = {} if off is None else {"starts_at": event.starts_at + off, "ends_at": event.ends_at + off}
        postpone_event(event=event, now=clock.now(), reason="Alarm", **span)
        assert (present(event), ada.inside_since) == (0, None)
        if off is None:
            return
        clock.move_on(event.starts_at - clock.now())
        _made, answer = scan(event, ada)
        assert (type(answer.outcome).__name__, present(event)) == ("Admitted", 1)


def test_a_delay_on_the_day_leaves_everybody_inside(work):
    with work():
        event = make_door_event(capacity=3)
        ada = make_registration(event, "Ada").attendees[0]
        scan(event, ada)
        later = {"starts_at": event.starts_at + timedelta(hours=1), "ends_at": event.ends_at + timedelta(hours=1)}
        postpone_event(event=event, now=clock.now(), reason="Stau", **later)
        assert present(event) == 1


@pytest.mark.parametrize("meanwhile", ["over", "cancelled", "postponed"])
def test_whoever_came_in_without_a_registration_is_put_down_whatever_became_of_the_event(work, now, meanwhile):
    with work():
        event = make_door_event(capacity=3)
        if meanwhile == "over":
            clock.move_on(event.ends_at - clock.now() + timedelta(minutes=20))
        else:
            event.status = meanwhile
        ola = WalkIn(str(uuid.uuid4()), Application(name="Ola Neu", email=""), at=now)
        doors.take_walk_in(event=event, walk_in=ola, now=clock.now())
        made = session().scalar(select(Registration))
        assert (made.name, made.status, made.attendees[0].entered_at, present(event)) == (
            "Ola Neu",
            "confirmed",
            now,
            1,
        )
