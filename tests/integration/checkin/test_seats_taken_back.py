"""Whoever waits and was let in by mistake waits again once that is taken back, at the same rank and without a place."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.registration import by_link, cancel, make_registration, people
from tests.integration.checkin.conftest import make_door_event
from webapp.capacity.queries import level
from webapp.checkin import queries as door
from webapp.checkin import services as doors
from webapp.checkin.types import Direction, Scan, Verdict
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail.models import OutboxMail
from webapp.registration import queries, services
from webapp.registration.models import Registration
from webapp.tickets.models import Ticket

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("now")]
EVA = "eva@example.org"


class Hall:
    """A full event of today; Eva and Emil wait for a place first, and after them Zoe."""

    def __init__(self, work, *, runs):
        self.work = work
        with work():
            event = make_door_event(capacity=2, lasts=timedelta(hours=4))
            self.slug, self.event_id, self.pool_id = event.slug, event.id, event.pool_id
            make_registration(event, "Ada", email="ada@example.org", heads=people("Ada", "Alex"))
            make_registration(event, "Eva", email=EVA, heads=people("Eva", "Emil"))
            make_registration(event, "Zoe", email="zoe@example.org")
        if runs:
            clock.move_on(timedelta(hours=2))

    def let_in(self, email=EVA):
        with self.work():
            made = queries.find_live(self.event_id, email)
            by = {"now": clock.now()}
            services.seat_who_waits(registration=made, beyond=True, now=clock.now())
            doors.let_in(event=get_event(self.slug), registration_id=made.id, gate="", device="", **by)

    def tickets(self):
        found = select(Ticket).join(Ticket.attendee).join(Registration).where(Registration.email == EVA)
        return session().scalars(found.order_by(Ticket.id)).all()

    def take_back(self, *which):
        """The latest entries of Eva's tickets, by their number."""
        clock.move_on(timedelta(seconds=7))
        with self.work():
            ids = [self.tickets()[number].id for number in which]
            entries = [self.entry(ticket_id) for ticket_id in ids]
        for entry in entries:
            with self.work():
                at = {"door": door.door_of(get_event(self.slug)), "gate": "", "device": ""}
                doors.undo_scan(undone_id=entry, scan_id=str(uuid.uuid4()), now=clock.now(), **at)

    def entry(self, ticket_id):
        from webapp.checkin.models import CheckIn

        log = select(CheckIn.id).where(CheckIn.ticket_id == ticket_id, CheckIn.direction == "in")
        return session().scalars(log.order_by(CheckIn.scanned_at.desc()).limit(1)).one()

    def scan(self, number, at=None):
        """What a device without a network has let in, heard of now."""
        with self.work():
            shown = Scan(
                str(uuid.uuid4()),
                self.tickets()[number].reference,
                Direction.IN,
                at or clock.now(),
                "Süd",
                shown=Verdict.ADMITTED,
            )
            at_door = door.door_of(get_event(self.slug))
            doors.record(door=at_door, scans=[shown], now=clock.now())

    def stands(self, email=EVA):
        with self.work():
            made = queries.find_live(self.event_id, email)
            return made.status, made.queued_at, made.held_until, made.is_proved

    def places(self):
        with self.work():
            pool = get_event(self.slug).pool
            return level(self.pool_id).taken, pool.granted_over, door.counts_of(self.event_id).present

    def valid(self):
        with self.work():
            return [each.revoked_at is None for each in self.tickets()]


@pytest.fixture
def hall(work):
    return lambda *, runs=True: Hall(work, runs=runs)


@pytest.mark.parametrize("runs", [True, False], ids=["while it runs", "before"])
def test_they_wait_again_as_they_did(hall, runs):
    at = hall(runs=runs)
    before = at.stands()
    at.let_in()
    assert (at.places(), at.valid()) == ((4, 2, 2), [True, True])
    at.take_back(0, 1)
    assert at.stands() == before
    assert before[0] == "waiting"
    assert (at.places(), at.valid()) == ((2, 0, 0), [False, False])


def test_one_of_two_leaves_them_their_places_until_the_other_is_taken_back_too(hall):
    at = hall()
    at.let_in()
    at.take_back(1)
    assert (at.stands()[0], at.places()) == ("confirmed", (4, 2, 1))
    at.take_back(0)
    assert (at.stands()[0], at.places()) == ("waiting", (2, 0, 0))


def test_a_free_place_goes_to_whoever_is_next_in_line(hall, work):
    at = hall(runs=False)
    with work():
        cancel(queries.find_live(at.event_id, "ada@example.org"))
    assert at.stands()[0] == "offered"
    at.let_in("zoe@example.org")
    at.let_in()
    assert at.places() == (3, 1, 3)
    at.take_back(0, 1)
    status, _rank, until, proved = at.stands()
    assert (status, proved) == ("offered", True)
    assert until > clock.now()
    assert (at.places(), at.stands("zoe@example.org")[0]) == ((3, 1, 1), "confirmed")


def test_they_are_told_how_they_stand(hall, work):
    at = hall()
    at.let_in()
    at.take_back(0, 1)
    with work():
        mails = session().scalars(select(OutboxMail.kind).where(OutboxMail.recipient == EVA).order_by(OutboxMail.id))
        assert list(mails)[-2:] == ["seat_confirmed", "waiting_list"]
        kinds = [each.kind for each in queries.desk.history_of(queries.find_live(at.event_id, EVA).id)]
        assert kinds[:2] == ["had_not_come", "came_in"]


def test_whoever_was_let_in_at_another_door_meanwhile_has_the_seat_again(hall):
    """Heard of before and after it is taken back; and once that is taken back as well, they wait again."""
    at = hall()
    at.let_in()
    seen = clock.now() + timedelta(seconds=3)
    at.take_back(0, 1)
    at.scan(0, at=seen)
    assert (at.stands()[0], at.places(), at.valid()) == ("confirmed", (4, 2, 1), [True, True])
    at.take_back(0)
    assert (at.stands()[0], at.places(), at.valid()) == ("waiting", (2, 0, 0), [False, False])


def test_what_they_or_the_desk_did_since_stays(hall, work):
    at = hall()
    at.let_in()
    with work():
        made = queries.find_live(at.event_id, EVA)
        services.set_tags(registration=made, tags=["Presse"], now=clock.now())
    at.take_back(0, 1)
    assert (at.stands()[0], at.places()) == ("confirmed", (4, 2, 0))


def test_who_leaves_the_line_after_that_and_was_inside_all_the_same_has_a_place(hall, work):
    at = hall()
    at.let_in()
    seen = clock.now() + timedelta(seconds=3)
    at.take_back(0, 1)
    with work():
        made = queries.find_live(at.event_id, EVA)
        by_link(services.drop_attendee, made, attendee_id=made.attendees[1].id)
    assert at.places() == (2, 0, 0)
    at.scan(1, at=seen)
    assert (at.stands()[0], at.places()) == ("confirmed", (4, 2, 1))
