"""Many writers at once on SQLite: everybody's turn comes, soon and in a fair order."""

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from tests.renewed import times_renewed
from tests.waiting import LONG_SECONDS, until
from webapp.foundation import transaction, write_gate
from webapp.foundation.database import db, session, sqlite_module
from webapp.foundation.revisions import bump, read

WRITERS, TURNS = 24, 25


def test_all_of_a_crowd_get_to_write(app, now):
    def write(_):
        with app.app_context():
            for _ in range(TURNS):
                with transaction.unit_of_work():
                    bump("event:busy")

    with ThreadPoolExecutor(WRITERS) as crowd:
        list(crowd.map(write, range(WRITERS)))
    with app.app_context():
        assert times_renewed("event:busy") == (WRITERS * TURNS,)


@pytest.fixture
def waiting(monkeypatch):
    """How many stand in the lines of the apps that are made from now on."""
    lines = []

    class Seen(write_gate.Line):
        def __init__(self):
            super().__init__()
            lines.append(self)

    monkeypatch.setattr(write_gate, "Line", Seen)
    return lambda: sum(len(line._waiting) for line in lines)


def test_whoever_waits_longest_writes_next(waiting, app):
    """Grabbing at random, the unluckiest would wait for hundreds of others."""
    asked, let_in = [], []

    def write(number):
        with app.app_context(), transaction.unit_of_work():
            bump("event:busy")
            let_in.append(number)

    with ThreadPoolExecutor(WRITERS) as crowd:
        with app.app_context(), transaction.unit_of_work():
            bump("event:busy")
            for number in range(WRITERS):
                asked.append(crowd.submit(write, number))
                until(lambda: waiting() == len(asked), "one more in the line")
        for each in asked:
            each.result()
    assert let_in == list(range(WRITERS))


def test_the_line_goes_on_past_those_who_lost_patience():
    line = write_gate.Line()
    assert line.acquire(LONG_SECONDS)
    assert not line.acquire(0)
    with ThreadPoolExecutor(1) as other:
        waiting = other.submit(line.acquire, LONG_SECONDS)
        until(lambda: line._waiting, "the other one in the line")
        line.release()
        assert waiting.result()
    assert not line.acquire(0)
    line.release()
    assert line.acquire(0)


def test_a_writer_in_another_process_is_waited_for(app, tmp_path, monkeypatch):
    other = sqlite_module().connect(tmp_path / "dialogwerk.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    knocked = threading.Event()
    time = SimpleNamespace(monotonic=lambda: 0, sleep=lambda _: knocked.set())
    monkeypatch.setattr(write_gate, "time", time)

    def write():
        with app.app_context(), transaction.unit_of_work():
            bump("event:waits")

    with ThreadPoolExecutor(1) as one:
        writing = one.submit(write)
        assert knocked.wait(LONG_SECONDS)
        assert not writing.done()
        other.execute("COMMIT")
        writing.result()
    with app.app_context():
        assert read(["event:waits"]) > (0,)
    other.close()


def test_patience_ends_with_the_database_s_own_refusal_and_the_line_moves_on(app, tmp_path, monkeypatch):
    other = sqlite_module().connect(tmp_path / "dialogwerk.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    # A second goes by with each look at the clock.
    time = SimpleNamespace(monotonic=itertools.count().__next__, sleep=lambda _: None)
    monkeypatch.setattr(write_gate, "time", time)
    with app.app_context():
        with pytest.raises(OperationalError, match="locked"), transaction.unit_of_work():
            session().execute(text("SELECT 1"))
        other.execute("COMMIT")
        with transaction.unit_of_work():
            bump("event:after")
        assert read(["event:after"]) > (0,)
        db.session.remove()
    other.close()


def write_and_fail():
    with transaction.unit_of_work():
        bump("event:fails")
        raise ZeroDivisionError


def test_a_transaction_that_fails_leaves_the_gate_open(app):
    with app.app_context():
        with pytest.raises(ZeroDivisionError):
            write_and_fail()
        with transaction.unit_of_work():
            bump("event:goes-on")
        failed, gone_on = read(["event:fails", "event:goes-on"])
        assert not failed
        assert gone_on
