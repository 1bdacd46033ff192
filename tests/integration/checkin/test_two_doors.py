"""One ticket at several doors in the same moment: exactly one first entry, and without the guard more than one."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from tests.factories.tickets import make_payload, make_ticket
from tests.integration.checkin.conftest import make_door_event
from tests.waiting import LONG_SECONDS
from webapp.checkin import queries, services
from webapp.checkin.services import log
from webapp.checkin.types import Admitted, AlreadyIn, Counts, Direction, Scan
from webapp.foundation import clock, write_gate

pytestmark = pytest.mark.both
GATES = ["Nord", "Süd"]
DOORS = 16


@pytest.fixture
def crowded(work):
    """An event with one ticket: its slug, its id and the reference."""
    with work():
        event = make_door_event()
        return event.slug, event.id, make_ticket(event, "Kim Muster").reference


@pytest.fixture(params=[1])
def meeting(request, monkeypatch):
    """Two scans meet between looking and writing, if anything lets them; so many seconds the first one waits."""
    meet, look = threading.Barrier(len(GATES)), queries.facts_about

    def facts_about(*which):
        facts = look(*which)
        # Broken when the other one is kept waiting, as it should be.
        with suppress(threading.BrokenBarrierError):
            meet.wait(timeout=request.param)
        return facts

    monkeypatch.setattr(queries, "facts_about", facts_about)


def scan(work, slug, reference, gate, scan_id=None):
    with work():
        now = clock.now()
        scans = [Scan(scan_id or str(uuid.uuid4()), reference, Direction.IN, now, gate, device=gate)]
        door = queries.get_door(slug)
        return services.record(door=door, scans=scans, now=now)[0].outcome


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


@pytest.mark.parametrize("meeting", [LONG_SECONDS], indirect=True)
@pytest.mark.usefixtures("meeting")
def test_control_without_the_line_both_are_let_in(work, crowded, monkeypatch):
    slug, _event_id, reference = crowded
    monkeypatch.setattr(log, "take_numbers", lambda *_: 0)
    monkeypatch.setattr(write_gate.WriteGate, "begin", lambda *_: None)
    assert [type(outcome) for outcome in at_both_gates(work, slug, reference)] == [Admitted, Admitted]


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
        event = make_door_event(capacity=None)
        event_id, payloads = event.id, [make_payload(event) for _ in range(100)]
        doors = [post(event, gate=f"Tor {number}") for number in range(DOORS)]
    jobs = [(doors[number % DOORS], payload) for number, payload in enumerate(payloads * 2)]
    with ThreadPoolExecutor(DOORS) as crowd:
        words = [answer["verdict"] for answer in crowd.map(lambda job: job[0].scan(job[1]), jobs)]
    assert (words.count("admitted"), words.count("already_in")) == (100, 100)
    with work():
        assert queries.counts_of(event_id) == Counts(present=100, expected=100)
