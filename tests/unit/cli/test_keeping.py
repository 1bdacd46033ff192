"""The keeper of the mail worker: starts it again at once, ever more slowly when it can't live, never after the end."""

import re
import subprocess
from pathlib import Path

import pytest

from webapp.cli import keeping
from webapp.cli.keeping import Kept


class Process:
    """A process that ends when it is told to, by the test or by a signal that it heeds."""

    def __init__(self, *, heeds=True):
        self.code, self.heeds, self.signals = None, heeds, []

    def poll(self):
        return self.code

    def terminate(self):
        self.signals.append("term")
        if self.heeds:
            self.code = -15

    def kill(self):
        self.signals.append("kill")
        self.code = -9

    def wait(self, timeout=None):
        if self.code is None:
            raise subprocess.TimeoutExpired("worker", timeout)
        return self.code


class Clock:
    now, sign = 1_000.0, 1.0

    def __call__(self):
        return self.now


@pytest.fixture
def started():
    return []


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def kept(started, clock):
    def start(command):
        assert command == ["worker"]
        started.append(Process())
        return started[-1]

    return Kept(["worker"], start=start, seconds=clock, sign=lambda: clock.sign)


def test_it_is_started_once_and_again_as_soon_as_it_ended(kept, started, clock, caplog):
    for _ in range(3):
        kept.look_after()
    assert len(started) == 1
    started[0].code = -9
    kept.look_after()
    assert len(started) == 2
    assert [record.message for record in caplog.records] == ["the mail worker has ended; it is started again in 0 s"]


def test_one_that_ends_again_and_again_is_started_after_growing_pauses(kept, started, clock):
    pauses = []
    for _ in range(9):
        kept.look_after()
        count, began = len(started), clock.now
        started[-1].code = 1
        while len(started) == count:
            kept.look_after()
            clock.now += 0.5
        pauses.append(clock.now - began - 0.5)
    assert pauses == [0, 1, 2, 4, 8, 16, 30, 30, 30]


def test_one_that_lived_well_is_started_at_once(kept, started, clock):
    for _ in range(4):
        kept.look_after()
        started[-1].code = 1
        kept.look_after()
        clock.now += 61
    assert len(started) == 5


def test_after_the_end_it_is_told_to_go_and_never_started(kept, started):
    kept.look_after()
    kept.end()
    kept.look_after()
    kept.wait()
    assert (len(started), started[0].signals) == (1, ["term"])


def test_one_that_does_not_go_is_killed(started, clock, monkeypatch):
    stubborn = Process(heeds=False)
    kept = Kept(["worker"], start=lambda _: stubborn, seconds=clock, sign=lambda: 1)
    kept.look_after()
    kept.end()
    kept.wait()
    assert stubborn.signals == ["term", "kill"]


@pytest.mark.parametrize(("others_took", "left"), [(0, 6), (2, 4), (6, 0), (8, 0), (60, 0)])
def test_its_time_to_go_runs_while_the_web_processes_go(clock, others_took, left):
    waited = []

    class Stubborn(Process):
        def wait(self, timeout=None):
            waited.append(timeout)
            return super().wait(timeout)

    stubborn = Stubborn(heeds=False)
    kept = Kept(["worker"], start=lambda _: stubborn, seconds=clock, sign=lambda: 1)
    kept.look_after()
    kept.end()
    clock.now += others_took
    kept.wait()
    assert stubborn.signals == ["term", "kill"]
    assert waited == [left, None]


def test_all_are_gone_within_the_promised_time_however_many_heed_no_signal():
    said = Path(keeping.__file__).with_name("gunicorn_conf.py").read_text("utf-8")
    web = int(re.search(r"^graceful_timeout = (\d+)$", said, re.MULTILINE)[1])
    assert max(web, keeping._SECONDS_TO_END) + 1 < 10  # docs/operate.md


def test_what_was_never_started_needs_no_end(started, clock):
    kept = Kept(["worker"], start=started.append, seconds=clock, sign=lambda: 1)
    kept.renew()
    kept.end()
    kept.wait()
    assert started == []


def test_a_renewed_one_begins_anew_at_once(kept, started):
    kept.look_after()
    kept.renew()
    kept.look_after()
    assert len(started) == 2
    assert keeping._LONGEST_PAUSE_SECONDS <= 60


def pass_by(kept, clock, minutes, *, moving=False):
    """So many minutes in which the keeper looks every second, as it does."""
    for _ in range(60 * minutes):
        clock.now += 1
        clock.sign += moving
        kept.look_after()


def test_one_that_gets_nowhere_is_ended_and_started_again(kept, started, clock, caplog):
    kept.look_after()
    pass_by(kept, clock, 14)
    assert started[0].signals == []
    pass_by(kept, clock, 2)
    assert started[0].signals == ["term"]
    assert len(started) == 2
    assert [record.message for record in caplog.records] == [
        "the mail worker has not moved for 15 minutes; it is ended",
        "the mail worker has ended; it is started again in 0 s",
    ]


def test_one_that_heeds_no_signal_is_killed_seconds_later(started, clock):
    def start(_):
        started.append(Process(heeds=False))
        return started[-1]

    kept = Kept(["worker"], start=start, seconds=clock, sign=lambda: None)
    kept.look_after()
    pass_by(kept, clock, 16)
    assert (started[0].signals, len(started)) == (["term", "kill"], 2)
    kept.renew()  # stopped in the middle, say
    pass_by(kept, clock, 1)
    assert (started[1].signals, len(started)) == (["term", "kill"], 3)


def test_one_that_moves_is_left_alone_and_each_one_gets_its_time(kept, started, clock):
    kept.look_after()
    pass_by(kept, clock, 60, moving=True)
    pass_by(kept, clock, 10)
    started[0].code = 1
    pass_by(kept, clock, 14)
    assert [each.signals for each in started] == [[], []]
