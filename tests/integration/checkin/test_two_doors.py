"""One ticket at several doors in the same moment: exactly one first entry, and without the guard more than one."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from tests.factories.events import make_event
from tests.factories.tickets import make_payload, make_ticket
from webapp.accounts.types import SYSTEM
from webapp.checkin import queries, services
from webapp.checkin.types import Admitted, AlreadyIn, Counts
from webapp.foundation import clock, write_gate
from webapp.tickets import queries as tickets

pytestmark = pytest.mark.both
GATES = ["Nord", "Süd"]
DOORS = 16


@pytest.fixture
def crowded(work):
    """An event with one ticket: its slug, its id and the reference."""
    with work():
        event = make_event()
        return event.slug, event.id, make_ticket(event, "Kim Muster").reference


@pytest.fixture
def meeting(monkeypatch):
    """Two scans meet between looking and writing, if anything lets them."""
    meet, look = threading.Barrier(len(GATES)), queries.marks_of

    def marks_of(*which):
        marks = look(*which)
        # Broken when the other one is kept waiting, as it should be.
        with suppress(threading.BrokenBarrierError):
            meet.wait(timeout=1)
        return marks

    monkeypatch.setattr(queries, "marks_of", marks_of)


def scan(work, slug, reference, gate, scan_id=None):
    with work():
        now = clock.now()
        return services.record_scan(
            event=queries.get_door(slug),
            reference=reference,
            gate=gate,
            device=gate,
            scan_id=scan_id or str(uuid.uuid4()),
            scanned_at=now,
            actor=SYSTEM,
            now=now,
        )


def at_both_gates(work, slug, reference):
    with ThreadPoolExecutor(len(GATES)) as doors:
        return list(doors.map(lambda gate: scan(work, slug, reference, gate), GATES))


@pytest.mark.usefixtures("meeting")
def test_two_gates_at_the_same_moment_let_one_in(work, crowded):
    slug, event_id, reference = crowded
    outcomes = at_both_gates(work, slug, reference)
    assert {type(outcome) for outcome in outcomes} == {Admitted, AlreadyIn}
    (known,) = (outcome for outcome in outcomes if isinstance(outcome, AlreadyIn))
    # The one who is refused hears of the other gate.
    assert known.gate == GATES[next(n for n, outcome in enumerate(outcomes) if isinstance(outcome, Admitted))]
    with work():
        assert queries.counts_of(event_id) == Counts(present=1, expected=1)


@pytest.mark.usefixtures("meeting")
def test_control_without_the_lock_both_are_let_in(work, crowded, monkeypatch):
    slug, event_id, reference = crowded
    with work():
        held = tickets.lock_by_reference(reference)
    monkeypatch.setattr(tickets, "lock_by_reference", lambda _: held)
    monkeypatch.setattr(write_gate.WriteGate, "begin", lambda *_: None)
    assert [type(outcome) for outcome in at_both_gates(work, slug, reference)] == [Admitted, Admitted]
    with work():
        assert queries.counts_of(event_id) == Counts(present=2, expected=1)


def test_one_upload_repeated_by_many_at_once_is_one_fact(work, crowded):
    slug, event_id, reference = crowded
    scan_id = str(uuid.uuid4())
    with ThreadPoolExecutor(DOORS) as doors:
        outcomes = list(doors.map(lambda _: scan(work, slug, reference, "Nord", scan_id), range(DOORS)))
    assert outcomes == [Admitted("Kim Muster")] * DOORS
    with work():
        assert len(queries.recent_scans(event_id)) == 1


def test_a_hundred_guests_at_sixteen_doors_are_each_let_in_once(work, app, post):
    with work():
        event = make_event(capacity=None)
        event_id, payloads = event.id, [make_payload(event) for _ in range(100)]
        doors = [post(event, gate=f"Tor {number}") for number in range(DOORS)]
    jobs = [(doors[number % DOORS], payload) for number, payload in enumerate(payloads * 2)]
    with ThreadPoolExecutor(DOORS) as crowd:
        words = [answer.json["kind"] for answer in crowd.map(lambda job: job[0].scan(job[1]), jobs)]
    assert (words.count("ok"), words.count("warn")) == (100, 100)
    with work():
        assert queries.counts_of(event_id) == Counts(present=100, expected=100)
