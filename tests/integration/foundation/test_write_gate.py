"""Many writers at once on SQLite: everybody's turn comes, soon and in a fair order."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from webapp.foundation import transaction, write_gate
from webapp.foundation.database import db, session, sqlite_module
from webapp.foundation.revisions import bump, read

WRITERS, TURNS = 24, 25


def test_nobody_waits_much_longer_than_the_others(app):
    waited, begun = [], time.monotonic()

    def write(_):
        with app.app_context():
            for _ in range(TURNS):
                begun = time.monotonic()
                with transaction.unit_of_work():
                    bump("event:busy")
                waited.append(time.monotonic() - begun)

    with ThreadPoolExecutor(WRITERS) as crowd:
        list(crowd.map(write, range(WRITERS)))
    with app.app_context():
        assert read(["event:busy"]) == (WRITERS * TURNS,)
    # Knocking at random, the unluckiest waits nearly until all others are through.
    assert max(waited) < (time.monotonic() - begun) / 2


def test_a_writer_in_another_process_is_waited_for(app, tmp_path):
    other = sqlite_module().connect(tmp_path / "dialogwerk.sqlite3", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.3, lambda: other.execute("COMMIT")).start()
    begun = time.monotonic()
    with app.app_context(), transaction.unit_of_work():
        bump("event:waits")
    assert 0.2 < time.monotonic() - begun < 3
    other.close()


def test_patience_ends_with_the_database_s_own_refusal_and_the_line_moves_on(app, tmp_path, monkeypatch):
    other = sqlite_module().connect(tmp_path / "dialogwerk.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(write_gate.time, "monotonic", lambda real=time.monotonic: real() * 100)
    with app.app_context():
        with pytest.raises(OperationalError, match="locked"), transaction.unit_of_work():
            session().execute(text("SELECT 1"))
        other.execute("COMMIT")
        with transaction.unit_of_work():
            bump("event:after")
        assert read(["event:after"]) == (1,)
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
        assert read(["event:fails", "event:goes-on"]) == (0, 1)
