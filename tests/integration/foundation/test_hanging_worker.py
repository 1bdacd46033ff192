"""A worker that lives and gets nowhere is told from one at work, however long its work takes."""

import os
import threading

import pytest

from tests.waiting import LONG_SECONDS
from webapp.foundation import jobs, presence, signs_of_life, stopping
from webapp.foundation.working import consumer

MINUTES = 60.0


class Clock:
    now = 10_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    ticking = Clock()
    monkeypatch.setattr(signs_of_life, "_seconds", ticking)
    monkeypatch.setattr(presence, "_seconds", ticking)
    return ticking


@pytest.fixture
def known(monkeypatch):
    """Jobs of the test's own instead of the product's."""
    monkeypatch.setattr(jobs, "_jobs", {})
    monkeypatch.setattr(signs_of_life, "_last", {})

    def add(name, run, minutes=1):
        jobs._jobs[name] = jobs.Job(name, run, minutes)
        return lambda: jobs._run_once(add.app, jobs._jobs[name])

    return add


@pytest.fixture
def worker(app, known, clock, tmp_path, monkeypatch):
    """A worker on which the server relies; its rounds are the test's."""
    known.app = app
    monkeypatch.setattr(presence, "_expected_since", [])
    monkeypatch.setattr(presence, "_held", {})
    presence.expect_worker()
    presence.hold_as_worker(tmp_path)
    yield lambda: consumer(app)
    for descriptor in presence._held.values():
        os.close(descriptor)


def test_a_stopped_process_is_noticed_after_minutes_and_forgiven_once_it_goes_on(worker, known, ready, clock):
    run = known("mail", lambda: None)
    made = worker()
    run()
    made.loop()
    clock.now += 4 * MINUTES
    assert ready() == (200, "ok")
    clock.now += 2 * MINUTES
    assert ready() == (503, "the mail worker hangs: nothing has moved for 6 minutes")
    run()
    made.loop()
    assert ready() == (200, "ok")


def test_a_job_that_hangs_is_noticed_although_the_others_go_on(worker, known, ready, clock):
    stuck, told = threading.Event(), threading.Event()

    def hangs():
        told.set()
        stuck.wait(LONG_SECONDS)

    other, hanging = known("other", lambda: None), threading.Thread(target=known("mail", hangs))
    made = worker()
    hanging.start()
    try:
        assert told.wait(LONG_SECONDS)
        for _ in range(7):
            clock.now += MINUTES
            other()
            made.loop()
        assert ready()[0] == 503
    finally:
        stuck.set()
        hanging.join(LONG_SECONDS)
    made.loop()
    assert ready() == (200, "ok")


def test_a_job_that_never_comes_round_is_noticed(worker, known, ready, clock):
    known("mail", lambda: None)
    made = worker()
    for _ in range(7):
        clock.now += MINUTES
        made.loop()
    assert ready()[0] == 503


def test_long_work_that_asks_whether_to_go_on_is_no_hanging(worker, known, ready, clock):
    made = worker()

    def reads_a_long_table():
        for _ in range(20):
            clock.now += 4 * MINUTES
            stopping.go_on()
            made.loop()
            assert ready() == (200, "ok")

    known("reads", reads_a_long_table)()


def test_what_comes_every_hour_and_what_fails_each_time_are_no_hanging(worker, known, ready, clock):
    def fails():
        raise ValueError

    known("tidy", lambda: None, minutes=60)
    failing = known("mail", fails)
    made = worker()
    for _ in range(20):
        clock.now += MINUTES
        with pytest.raises(ValueError):
            failing()
        made.loop()
    assert ready() == (200, "ok")


def test_a_lock_that_was_deleted_is_laid_down_again(worker, known, ready, clock, tmp_path):
    run = known("mail", lambda: None)
    made = worker()
    for away in (lambda file: file.unlink(), lambda file: (file.unlink(), file.touch())):
        away(tmp_path / "worker.lock")
        clock.now += MINUTES
        run()
        made.loop()
        assert ready() == (200, "ok")
    os.close(presence._held.pop(tmp_path / "worker.lock"))
    assert ready() == (503, "the mail worker is not running")


def test_a_folder_that_is_gone_does_not_end_the_worker(worker, known, clock, tmp_path):
    known("mail", lambda: None)
    made = worker()
    (tmp_path / "worker.lock").unlink()
    tmp_path.rename(tmp_path.with_name(f"{tmp_path.name} aside"))
    clock.now += MINUTES
    made.loop()
    tmp_path.with_name(f"{tmp_path.name} aside").rename(tmp_path)
    clock.now += MINUTES
    made.loop()
    assert (tmp_path / "worker.lock").exists()


def test_of_several_workers_one_that_goes_on_is_enough(worker, known, ready, clock, tmp_path):
    known("mail", lambda: None)
    hanging = worker()
    clock.now += 7 * MINUTES
    presence.beat(tmp_path, silent_seconds=0)
    hanging.loop()
    assert ready() == (200, "ok")


def test_a_clock_that_was_set_back_hides_nothing_and_ends_nothing(worker, known, ready, clock, tmp_path):
    known("mail", lambda: None)
    worker().loop()
    clock.now -= 100 * MINUTES
    presence.beat(tmp_path, silent_seconds=0)
    assert ready() == (200, "ok")
    clock.now += 6 * MINUTES
    assert ready() == (503, "the mail worker hangs: nothing has moved for 6 minutes")


def test_clocks_that_differ_by_a_hair_are_no_move(worker, clock, tmp_path):
    before = presence.last_beat(tmp_path)
    for _ in range(100):
        clock.now += 10 + 0.001
        presence.beat(tmp_path, silent_seconds=clock.now - before - 0.5)
    assert presence.last_beat(tmp_path) == before
    presence.beat(tmp_path, silent_seconds=0)
    assert presence.last_beat(tmp_path) > before
