"""The life of a worker: it runs the jobs until it is told to stop, and stops within seconds whatever a job waits for.

Jobs are made to be interrupted: what they do is stored portion by portion, and what they had taken up is given back, so
that it goes on at once after the next start.
"""

import logging
import os
import signal
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from huey.consumer import Consumer

from webapp.foundation import jobs, presence, signs_of_life, stopping

log = logging.getLogger(__name__)

_SLOWEST_LOOK_SECONDS = 0.5
_SECONDS_TO_FINISH = 2.0
_SECONDS_TO_GIVE_BACK = 2.0
_LOOKS_FOR_PARENT_SECONDS = 1.0


class _Worker(Consumer):  # type: ignore[misc] # huey has no types
    """huey's consumer, told to stop by us alone; its own round, several times a second, says how the jobs get on."""

    def __init__(self, data_dir: Path, *given: object, **named: object) -> None:
        super().__init__(*given, **named)
        self._data_dir = data_dir
        self.has_started = threading.Event()
        self._since = signs_of_life.begin_counting()

    def start(self) -> None:
        try:
            super().start()
        finally:
            self.has_started.set()

    def loop(self, health_check_ts: float | None = None) -> object:
        silent = signs_of_life.silent_seconds(jobs.never_resting(), self._since)
        try:
            presence.beat(self._data_dir, silent_seconds=silent)
        except OSError as problem:  # a folder that is gone, say: whoever watches will say so
            log.debug("no sign of life can be given: %s", problem.strerror)
        return super().loop(health_check_ts)

    def _set_signal_handlers(self) -> None:
        """Signals belong to whoever runs it: a worker process, or a web process that works as well."""


def run(app: Flask, *, beside: int | None = None) -> None:
    """Run the jobs until SIGTERM or SIGINT, or until the process `beside` is gone."""
    told = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.set())
    stop = start(app)
    while not told.wait(_LOOKS_FOR_PARENT_SECONDS):
        if beside is not None and os.getppid() != beside:
            log.warning("the server is gone; its worker stops")
            break
    stop()


def start(app: Flask) -> Callable[[], None]:
    """Run the jobs in threads of this process; returns what stops them within seconds."""
    presence.hold_as_worker(app.config["SETTINGS"].data_dir)
    worker = consumer(app)
    minding = threading.Thread(target=worker.run, daemon=True)
    minding.start()
    _look_at_once(app)

    def stop() -> None:
        worker.stop_flag.set()
        worker.has_started.wait(_SECONDS_TO_FINISH)  # a thread that has not begun yet can't be waited for
        worker.stop(graceful=True)
        giving = threading.Thread(target=_give_back, args=(app,), daemon=True)
        giving.start()
        giving.join(_SECONDS_TO_GIVE_BACK)

    return stop


def consumer(app: Flask) -> Consumer:
    """What runs the jobs of `app`: each has a thread to itself, so that whatever takes long holds up no mail."""
    made = _Worker(
        app.config["SETTINGS"].data_dir,
        jobs.queue(app),
        workers=len(jobs.registered()),
        periodic=True,
        max_delay=_SLOWEST_LOOK_SECONDS,
        shutdown_timeout=_SECONDS_TO_FINISH,
    )
    stopping.stop_by(made.stop_flag)
    return made


def _look_at_once(app: Flask) -> None:
    try:
        jobs.look_at_once(app)
    except (sqlite3.Error, OSError) as problem:  # the clock will do it within the minute
        log.warning("not looked at once: %s", type(problem).__name__)


def _give_back(app: Flask) -> None:
    with app.app_context(), jobs.in_frame():
        for let_go in stopping.interruptions():
            try:
                let_go()
            except Exception:  # what one can't give back must not keep the others from it
                log.exception("not given back")
