"""The last one of a registration hadn't come after all: it is cancelled, as it would have been without their entry."""

from datetime import timedelta

import pytest

from tests.factories.registration import by_link, make_registration, people
from tests.integration.checkin.conftest import make_door_event
from tests.integration.checkin.test_entries_taken_back import scan_of, stands, undo_of, upload
from webapp.events.services import postpone_event
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.registration import services
from webapp.registration.types import Head

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("now")]


def drop(made, head):
    by_link(services.drop_attendee, made, attendee_id=head.id)
    clock.move_on(timedelta(minutes=1))


def swap(made, head):
    by_link(services.replace_attendee, made, attendee_id=head.id, head=Head("Nora"))
    clock.move_on(timedelta(minutes=1))


def all_leave(made):
    for each in [each for each in made.attendees if each.name != "Ben"]:
        drop(made, each)


def nora_comes_and_leaves(made):
    swap(made, made.attendees[0])
    drop(made, next(each for each in made.attendees if each.name == "Nora"))


# Who registers, how those go who are on it beside Ben, and who of them is the last.
GOING = {
    "the other one leaves": (["Ada", "Ben"], all_leave, "Ada"),
    "two leave one after the other": (["Ada", "Ben", "Zoe"], all_leave, "Zoe"),
    "somebody comes instead, and leaves": (["Ada", "Ben"], nora_comes_and_leaves, "Nora"),
}


def postpone(event, _scan):
    later, day = timedelta(days=14), {"starts_at": event.starts_at, "ends_at": event.ends_at}
    anew = {key: at + later for key, at in day.items()}
    postpone_event(event=event, now=clock.now(), reason="Sturm", **anew)


UNDONE = {"taken back": lambda event, scan: upload(event, undo_of(scan)), "another day": postpone}


@pytest.mark.in_turns
@pytest.mark.parametrize("undo", UNDONE.values(), ids=UNDONE)
@pytest.mark.parametrize(("names", "go", "last"), GOING.values(), ids=GOING)
def test_a_registration_without_anybody_left_is_cancelled(work, names, go, last, undo):
    with work():
        event = make_door_event(capacity=3)
        made = make_registration(event, heads=people(*names))
        ben = made.attendees[1]
        scan = scan_of(ben, clock.now())
        drop(made, ben)
        upload(event, scan)
        session().refresh(made)
        go(made)
        undo(event, scan)
        each, good, level, present = stands(event)
        assert each == [("cancelled", 1, [last])]
        assert (good, level.taken, present) == ([], 0, 0)
