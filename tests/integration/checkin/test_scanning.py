"""What the door answers, and that what it has heard stays as it was."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories.registration import cancel, make_registration
from tests.factories.tickets import make_ticket
from tests.integration.checkin.conftest import make_door_event
from tests.queries import counted
from webapp.checkin import queries, services
from webapp.checkin.errors import NothingToUndoError, ScanInvalidError, ScanReusedError
from webapp.checkin.models import CheckIn, Presence
from webapp.checkin.types import (
    Admitted,
    AlreadyIn,
    Cancelled,
    Counts,
    Direction,
    Left,
    NotIn,
    NotYet,
    OtherEvent,
    Over,
    PointKind,
    Scan,
    Undone,
    Unknown,
    Verdict,
)
from webapp.events.errors import EventNotFoundError
from webapp.events.types import EventStatus
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.registration.services import accept_offer
from webapp.tickets.queries import ticket_of_attendee
from webapp.tickets.services import revoke_tickets

pytestmark = pytest.mark.both


def report(event, reference, *, gate="Nord", scan_id=None, at=None, **more):
    """A scan as a device reports it, and the whole answer."""
    now = clock.now()
    scan = Scan(scan_id or str(uuid.uuid4()), reference, Direction.IN, at or now, gate, device="device")
    door = queries.door_of(event)
    (answer,) = services.record(door=door, scans=[replace(scan, **more)], now=now)
    return answer


def scan(event, reference, **more):
    return report(event, reference, **more).outcome


def undo(event, undone_id, *, scan_id=None):
    return services.undo_scan(
        door=queries.door_of(event),
        undone_id=undone_id,
        scan_id=scan_id or str(uuid.uuid4()),
        gate="Nord",
        device="device",
        now=clock.now(),
    )


def recorded():
    return session().scalar(select(func.count()).select_from(CheckIn))


def test_the_first_scan_is_welcome_the_second_is_in_already(work, now):
    with work():
        event = make_door_event()
        ticket = make_ticket(event, "Kim Muster")
        assert scan(event, ticket.reference, gate="Nord") == Admitted("Kim Muster")
        clock.move_on(timedelta(minutes=5))
        known = AlreadyIn("Kim Muster", since=now, gate="Nord")
        assert scan(event, ticket.reference, gate="Süd") == known
        assert scan(event, ticket.reference, gate="Süd") == known
        assert queries.counts_of(event.id) == Counts(present=1, expected=1)
        assert queries.visit_of(event.id, ticket.id).entry.gate == "Nord"


@pytest.mark.parametrize("fate", ["ticket", "event"])
def test_a_place_that_was_given_up_opens_no_door(work, now, fate):
    with work():
        event = make_door_event()
        ticket = make_ticket(event, "Kim Muster")
        if fate == "ticket":
            revoke_tickets(registration_id=ticket.attendee.registration_id, now=now)
        else:
            event.status = EventStatus.CANCELLED
        assert scan(event, ticket.reference) == Cancelled("Kim Muster", event_too=fate == "event")
        assert queries.counts_of(event.id).present == 0
        assert queries.visit_of(event.id, ticket.id).entry is None


def test_a_ticket_for_another_event_says_which_and_not_whose(work, now):
    with work():
        here, other = make_door_event(), make_door_event("Vergabekonferenz")
        ticket = make_ticket(other, "Kim Muster")
        outcome = scan(here, ticket.reference)
        assert outcome == OtherEvent("Vergabekonferenz", other.starts_at, "Europe/Berlin")
        assert [row.name for row in queries.recent_scans(here.id)] == [""]
        assert queries.visit_of(other.id, ticket.id).entry is None
        # It can still be used where it belongs.
        assert scan(other, ticket.reference) == Admitted("Kim Muster")


@pytest.mark.parametrize("reference", [None, "kkYBtTVRLol66jp6yMkU8w"])
def test_what_is_no_ticket_is_unknown_and_recorded(work, now, reference):
    with work():
        event = make_door_event()
        assert scan(event, reference) == Unknown()
        (row,) = queries.recent_scans(event.id)
        assert (row.verdict, row.name, row.can_undo) == ("unknown", "", False)


def test_whoever_waits_has_no_ticket_until_a_place_is_free(work, now):
    with work():
        event = make_door_event(capacity=1)
        first, waiting = make_registration(event, "Kim Muster"), make_registration(event, "Alex Beispiel")
        (place,), (rank,) = first.attendees, waiting.attendees
        assert ticket_of_attendee(rank.id) is None
        given_up = ticket_of_attendee(place.id).reference
        cancel(first)
        assert scan(event, given_up) == Cancelled("Kim Muster")
        assert ticket_of_attendee(rank.id) is None  # an offer is no place yet
        accept_offer(registration=waiting, now=clock.now())
        promoted = ticket_of_attendee(rank.id)
        assert promoted is not None
        assert scan(event, promoted.reference) == Admitted("Alex Beispiel")
        assert queries.counts_of(event.id) == Counts(present=1, expected=1)


def test_a_scan_sent_again_is_the_same_fact_and_gets_the_same_answer(work, now):
    with work():
        event, other = make_door_event(), make_door_event("Vergabekonferenz")
        cases = [make_ticket(event, "Kim Muster").reference, make_ticket(other).reference, None]
        for reference in cases:
            scan_id = str(uuid.uuid4())
            first = scan(event, reference, scan_id=scan_id)
            clock.move_on(timedelta(minutes=1))
            assert scan(event, reference, scan_id=scan_id) == first
        assert recorded() == len(cases)


def test_a_late_repeat_says_what_holds(work, now):
    with work():
        event = make_door_event()
        reference = make_ticket(event, "Kim Muster").reference
        first, second = str(uuid.uuid4()), str(uuid.uuid4())
        said = {}
        for scan_id in (first, second):
            said[scan_id] = scan(event, reference, scan_id=scan_id)
            clock.move_on(timedelta(minutes=1))
        assert {scan_id: scan(event, reference, scan_id=scan_id) for scan_id in said} == said
        assert isinstance(said[second], AlreadyIn)


def test_a_scan_that_comes_late_and_was_earlier_is_the_entry(work, now):
    with work():
        event = make_door_event()
        ticket = make_ticket(event, "Kim Muster")
        later = report(event, ticket.reference, gate="Süd", shown=Verdict.ADMITTED)
        assert later.verdict is Verdict.ADMITTED
        earlier = now - timedelta(minutes=10)
        assert scan(event, ticket.reference, at=earlier, shown=Verdict.ADMITTED) == Admitted("Kim Muster")
        assert queries.visit_of(event.id, ticket.id).entry.at == earlier
        assert scan(event, ticket.reference, gate="Süd", scan_id=later.id, shown=Verdict.ADMITTED) == AlreadyIn(
            "Kim Muster", since=earlier, gate="Nord"
        )
        (presence,) = session().scalars(select(Presence))
        assert (presence.inside_since, presence.first_gate, presence.doubles) == (earlier, "Nord", 1)
        assert queries.counts_of(event.id) == Counts(present=1, expected=1)


def test_whoever_leaves_may_come_again_and_both_are_counted(work, now):
    with work():
        event = make_door_event()
        reference = make_ticket(event, "Kim Muster").reference
        for direction, outcome, present in (
            (Direction.IN, Admitted("Kim Muster"), 1),
            (Direction.OUT, Left("Kim Muster"), 0),
            (Direction.OUT, NotIn("Kim Muster"), 0),
            (Direction.IN, Admitted("Kim Muster"), 1),
        ):
            assert scan(event, reference, direction=direction) == outcome
            assert queries.counts_of(event.id).present == present
            clock.move_on(timedelta(minutes=5))
        assert queries.came_count(event.id) == 1


def test_a_room_counts_for_itself(work, now):
    with work():
        event = make_door_event()
        reference = make_ticket(event, "Kim Muster").reference
        room = services.add_point(event=event, kind=PointKind.ROOM, name="Saal 1", capacity=20)
        assert scan(event, reference) == Admitted("Kim Muster")
        assert scan(event, reference, area=room.public_id) == Admitted("Kim Muster")
        assert isinstance(scan(event, reference, area=room.public_id), AlreadyIn)
        assert queries.counts_of(event.id).present == 1
        scan(event, reference, area=room.public_id, direction=Direction.OUT)
        assert queries.counts_of(event.id).present == 1


def test_before_the_doors_it_is_too_early_unless_staff_let_somebody_in(work, now):
    with work():
        event = make_door_event(starts_in=timedelta(days=2))
        reference = make_ticket(event, "Kim Muster").reference
        assert scan(event, reference) == NotYet("Kim Muster", queries.door_of(event).opens_at)
        assert queries.counts_of(event.id).present == 0
        assert scan(event, reference, shown=Verdict.ADMITTED) == Admitted("Kim Muster")
        assert queries.counts_of(event.id).present == 1


def test_a_day_after_the_event_nobody_comes_in_any_more(work, now):
    with work():
        event = make_door_event()
        reference = make_ticket(event, "Kim Muster").reference
        clock.move_on(timedelta(days=2))
        assert scan(event, reference) == Over(queries.door_of(event).closes_at)


def test_who_was_let_in_without_a_network_is_inside_whatever_became_of_the_ticket(work, now):
    with work():
        event = make_door_event()
        ticket = make_ticket(event, "Kim Muster")
        revoke_tickets(registration_id=ticket.attendee.registration_id, now=now)
        answer = report(event, ticket.reference, shown=Verdict.ADMITTED)
        assert (answer.verdict, answer.outcome) == (Verdict.CANCELLED, Cancelled("Kim Muster"))
        assert queries.counts_of(event.id) == Counts(present=1, expected=0)
        assert scan(event, ticket.reference, direction=Direction.OUT) == Left("Kim Muster")


def test_what_staff_were_shown_is_noted_once_and_told_to_other_devices_again(work, now):
    with work():
        event = make_door_event()
        reference = make_ticket(event, "Kim Muster").reference
        scan_id = str(uuid.uuid4())
        scan(event, reference)
        assert isinstance(scan(event, reference, scan_id=scan_id), AlreadyIn)
        known = queries.facts_since(event.id, 0)
        assert [each.fact.mark.lets_in for each in known] == [True, False]
        # The answer was lost, so the device decided by itself.
        scan(event, reference, scan_id=scan_id, shown=Verdict.ADMITTED)
        (again,) = queries.facts_since(event.id, known[-1].number)
        assert (again.fact.id, again.fact.mark.lets_in) == (scan_id, True)
        scan(event, reference, scan_id=scan_id, shown=Verdict.UNKNOWN)
        assert queries.facts_since(event.id, again.number) == []


def test_an_id_names_one_scan_only(work, now):
    with work():
        event, other = make_door_event(), make_door_event()
        ticket, second, far = make_ticket(event), make_ticket(event), make_ticket(other)
        scan_id = str(uuid.uuid4())
        scan(event, ticket.reference, scan_id=scan_id)
        for where, reference in ((event, second.reference), (event, None), (other, far.reference)):
            with pytest.raises(ScanReusedError):
                scan(where, reference, scan_id=scan_id)
        with pytest.raises(ScanReusedError):
            undo(event, scan_id, scan_id=scan_id)
        with pytest.raises(ScanInvalidError):
            scan(event, ticket.reference, scan_id="1")


def test_an_entry_taken_back_may_come_in_again(work, now):
    with work():
        event = make_door_event()
        ticket = make_ticket(event, "Kim Muster")
        entry, undoing = str(uuid.uuid4()), str(uuid.uuid4())
        scan(event, ticket.reference, scan_id=entry)
        assert [row.can_undo for row in queries.recent_scans(event.id)] == [True]
        clock.move_on(timedelta(seconds=5))
        assert undo(event, entry, scan_id=undoing) == Undone("Kim Muster")
        assert undo(event, entry, scan_id=undoing) == Undone("Kim Muster")
        assert queries.counts_of(event.id).present == 0
        assert [row.can_undo for row in queries.recent_scans(event.id)] == [False, False]
        with pytest.raises(NothingToUndoError):
            undo(event, entry)
        clock.move_on(timedelta(seconds=5))
        assert scan(event, ticket.reference) == Admitted("Kim Muster")
        assert queries.counts_of(event.id).present == 1


def test_only_an_entry_at_this_event_can_be_taken_back(work, now):
    with work():
        event, other = make_door_event(), make_door_event()
        entry, unknown = str(uuid.uuid4()), str(uuid.uuid4())
        scan(event, make_ticket(event).reference, scan_id=entry)
        scan(event, None, scan_id=unknown)
        for where, undone in ((other, entry), (event, unknown), (event, str(uuid.uuid4())), (event, "x")):
            with pytest.raises(NothingToUndoError):
                undo(where, undone)
        assert queries.counts_of(event.id).present == 1


def test_a_ticket_of_another_event_scanned_here_is_not_taken_back_there(work, now):
    with work():
        here, other = make_door_event(), make_door_event()
        ticket, scan_id = make_ticket(other), str(uuid.uuid4())
        scan(here, ticket.reference, scan_id=scan_id)
        scan(other, ticket.reference)
        with pytest.raises(NothingToUndoError):
            undo(here, scan_id)
        assert queries.counts_of(other.id).present == 1


def test_long_names_of_gates_and_devices_are_cut(work, now):
    with work():
        event = make_door_event()
        scan(event, None, gate="N" * 90)
        assert session().scalar(select(CheckIn.gate)) == "N" * 60


@pytest.mark.parametrize("crowd", [1, 40])
def test_a_scan_costs_six_statements_however_many_came(app, work, now, crowd):
    with work():
        event = make_door_event(capacity=None)
        references = [make_ticket(event).reference for _ in range(crowd)]
        for reference in references[1:]:
            scan(event, reference)
        door = queries.get_door(event.slug)
    scan_of = Scan(str(uuid.uuid4()), references[0], Direction.IN, now)
    with counted(app) as seen, work():
        services.record(door=door, scans=[scan_of], now=now)
    # Beside them PostgreSQL locks the places, so that nobody swaps a ticket meanwhile.
    words = [statement.split()[0] for statement in seen if "FOR UPDATE" not in statement]
    assert words == ["INSERT", "SELECT", "SELECT", "INSERT", "INSERT", "UPDATE"], seen


def test_there_is_no_door_without_an_event(work, now):
    with work():
        event = make_door_event()
        assert queries.get_door(event.slug) == queries.door_of(event)
        with pytest.raises(EventNotFoundError):
            queries.get_door("gibt-es-nicht")
