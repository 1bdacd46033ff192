"""The worker: each job has a thread of its own, none holds up another, and all of them end when they are told to."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from huey.consumer import Consumer
from sqlalchemy import select

from tests.factories.events import make_event
from tests.waiting import until
from webapp.foundation import clock, going_on, jobs, stopping
from webapp.foundation.database import db, session
from webapp.foundation.settings import ROOT
from webapp.foundation.working import consumer, start
from webapp.registration import services
from webapp.registration.models import GuestList

PATIENCE = 120  # seconds until a test gives up waiting; nothing is judged by it


@pytest.fixture
def known(monkeypatch):
    """Jobs of the test's own instead of the product's."""
    monkeypatch.setattr(jobs, "_jobs", {})

    def add(name, run):
        jobs._jobs[name] = jobs.Job(name, run)

    return add


@pytest.fixture
def working(app):
    """The worker's threads without its signals."""
    made = []

    def start():
        made.append(consumer(app))
        for _, thread in made[0].worker_threads:
            thread.start()
        return made[0]

    yield start
    for each in made:
        each.stop_flag.set()
        for _, thread in each.worker_threads:
            thread.join(PATIENCE)


def test_a_job_that_takes_for_ever_holds_up_no_other(app, known, working):
    stuck, told, mailed = threading.Event(), threading.Event(), threading.Event()

    def reads():
        told.set()
        stuck.wait(PATIENCE)

    known("reads", reads)
    known("mail", mailed.set)
    working()
    try:
        for _ in range(5):
            jobs._enqueue(app, "reads")
            assert told.wait(PATIENCE)
        jobs._enqueue(app, "mail")
        assert mailed.wait(PATIENCE)
    finally:
        stuck.set()


def test_a_wake_up_is_not_lost_because_another_job_waits(app, known):
    known("reads", lambda: None)
    known("mail", lambda: None)
    for name in ("reads", "mail", "mail"):
        jobs._enqueue(app, name)
    assert [task.name for task in jobs.queue(app, patience_seconds=0).pending()] == ["reads", "mail"]


def test_whoever_wakes_a_job_waits_for_nobody(app, known, monkeypatch):
    """However often the queue is opened for it: each time SQLite is told not to wait."""
    patience, connect = [], sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda *a, **named: patience.append(named["timeout"]) or connect(*a, **named)
    )
    known("mail", lambda: None)
    jobs._enqueue(app, "mail")
    assert set(patience) == {0}


@pytest.mark.parametrize("opened", [True, False])
def test_a_wake_up_is_not_lost_because_somebody_looks_into_the_queue_and_nobody_waits_for_it(app, known, opened):
    for name in ("mail", "reads"):
        known(name, lambda: None)
    if opened:
        jobs.queue(app, patience_seconds=0).pending()
    looking = sqlite3.connect(app.config["SETTINGS"].data_dir / "jobs.sqlite3")
    with closing(looking):
        looking.isolation_level = None
        looking.execute("BEGIN EXCLUSIVE")
        for name in ("mail", "reads", "mail", "mail"):
            jobs._enqueue(app, name)  # comes back although the queue can't be had
        looking.rollback()
    queue = until(lambda: jobs._EXTENSION in app.extensions, "the queue") and jobs.queue(app)
    names = until(lambda: len(found := [task.name for task in queue.pending()]) == 2 and found, "the wake-ups")
    assert sorted(names) == ["mail", "reads"]
    jobs._enqueue(app, "mail")
    assert len(queue.pending()) == 2


def test_a_job_never_runs_twice_at_once_and_goes_round_again_when_it_was_asked(app):
    rounds, busy = [], threading.Lock()

    def run():
        assert busy.acquire(blocking=False)
        rounds.append(1)
        if len(rounds) == 1:
            other = threading.Thread(target=again)
            other.start()
            other.join(PATIENCE)
        busy.release()

    again = jobs._in_context(app, jobs.Job("x", run))
    again()
    assert len(rounds) == 2


def test_a_stopped_job_ends_quietly(app, known, working):
    began, ended = threading.Event(), threading.Event()

    def goes_on_for_ever():
        began.set()
        try:
            while True:
                stopping.go_on()
        finally:
            ended.set()

    known("long", goes_on_for_ever)
    made = working()
    jobs._enqueue(app, "long")
    assert began.wait(PATIENCE)
    made.stop_flag.set()
    assert ended.wait(PATIENCE)


def test_a_worker_that_is_told_to_stop_while_it_starts_stops(app, monkeypatch):
    begins, may_go_on, quickly = threading.Event(), threading.Event(), Consumer.start

    def slowly(worker):
        begins.set()
        assert may_go_on.wait(PATIENCE)
        quickly(worker)

    monkeypatch.setattr(Consumer, "start", slowly)
    stop = start(app)
    assert begins.wait(PATIENCE)
    with ThreadPoolExecutor(1) as one:
        stopping_it = one.submit(stop)
        until(stopping.is_told, "the word to stop")
        may_go_on.set()
        stopping_it.result()


def test_a_worker_that_reads_a_long_table_ends_at_sigterm_and_another_one_reads_it(app, work, tmp_path, database_url):
    text = "Name;Mail\n" + "".join(f"Gast {n};gast{n}@example.org\n" for n in range(99_000))
    with work():
        path = tmp_path / "long.csv"
        path.write_text(text)
        with path.open("rb") as stream:
            given = {"name": "x.csv", "category_id": None, "language": "de", "now": clock.now()}
            list_id = services.take_list(event=make_event(capacity=10), stream=stream, **given).id
    with app.app_context():
        db.engine.dispose()
    environ = {
        **os.environ,
        "DIALOGWERK_DATA_DIR": str(tmp_path),
        "DATABASE_URL": database_url,
        "DIALOGWERK_SECRET_KEY": "a secret that only tests know",
        "DIALOGWERK_BASE_URL": "http://localhost",
    }
    program = [sys.executable, "-c", "from webapp.factory import main; main()", "worker"]
    log = tmp_path / "worker.log"
    with log.open("wb") as told:
        worker = subprocess.Popen(program, env=environ, cwd=ROOT, stdout=told, stderr=told)
    try:
        until(lambda: _marked(app) or worker.poll() is not None, "the list that the worker takes up")
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(PATIENCE) == 0, log.read_text()
    finally:
        worker.kill()
    with work():
        assert session().get(GuestList, list_id).state == "reading"
        assert going_on.troubles() == []


def _marked(app):
    with app.app_context():  # a look that writes nothing and keeps no writer waiting
        return session().scalar(select(going_on.Trouble.tries).where(going_on.Trouble.work == "read a list"))
