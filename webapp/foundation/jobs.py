"""Work beside the requests: wake-ups after a commit, and what has to happen every few minutes.

The queue is a small file beside the data and may be lost at any time (`side_files`): a job looks into the database for
what there is to do, so a wake-up only makes it sooner. Whatever is urgent for somebody is done in the request itself.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import wraps

from flask import Flask, current_app
from huey import Huey, crontab
from huey.api import TaskWrapper

from webapp.foundation import clock, data_folder, side_files, signs_of_life
from webapp.foundation.going_on import forget_old_troubles, take_steps
from webapp.foundation.http.idempotency import forget_old_keys
from webapp.foundation.queue_file import QueueFile
from webapp.foundation.second_tries import SecondTries
from webapp.foundation.stopping import StoppedError
from webapp.foundation.transaction import after_commit

log = logging.getLogger(__name__)

Run = Callable[[], object]
Frame = Callable[[], AbstractContextManager[object]]

_EXTENSION, _LATE = "jobs", "late jobs"
_PATIENCE_SECONDS = 5
_jobs: dict[str, "Job"] = {}
_frames: list[Frame] = []
_opening = threading.Lock()


@dataclass(frozen=True, slots=True)
class Job:
    """What is run in an application context of its own; with `minutes` also by itself every so often."""

    name: str
    run: Run
    minutes: int | None = None


def job(*, every_minutes: int | None = None) -> Callable[[Run], Run]:
    """Make the decorated function known as a job."""

    def register(run: Run) -> Run:
        @wraps(run)
        def job_in_frame() -> object:
            with in_frame():
                return run()

        name = f"{run.__module__}.{run.__name__}"
        _jobs[name] = Job(name, job_in_frame, every_minutes)
        return job_in_frame

    return register


def run_inside(frame: Frame) -> None:
    """Have every job run inside `frame()`: a room above says so who acts in it."""
    if frame not in _frames:
        _frames.append(frame)


@contextmanager
def in_frame() -> Iterator[None]:
    """As a job runs, also for what a worker does beside its jobs."""
    with ExitStack() as stack:
        for frame in _frames:
            stack.enter_context(frame())
        yield


def wake(run: Run) -> None:
    """Have a job run soon after this transaction is stored."""
    app = current_app._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001 - Flask's documented way
    name = f"{run.__module__}.{run.__name__}"
    after_commit(lambda: _enqueue(app, name))


@job(every_minutes=60)
def tidy_up() -> None:
    """Forget one-time keys, guess counters and notes of trouble that have done their work."""
    steps = {
        "keys": forget_old_keys,
        "counters": current_app.extensions["throttle"].storage.sweep,
        "troubles": lambda: forget_old_troubles(now=clock.now()),
    }
    take_steps("tidy up", steps)


def registered() -> dict[str, Job]:
    """All jobs by name."""
    return dict(_jobs)


def look_at_once(app: Flask) -> None:
    """Have what is looked for every minute looked for now: a worker that starts finds what one before left."""
    opened = queue(app)
    for name in never_resting():
        opened.enqueue(_tasks(app)[name].s())


def never_resting() -> list[str]:
    """The names of the jobs that come round every minute."""
    return [known.name for known in _jobs.values() if known.minutes == 1]


def queue(app: Flask, *, patience_seconds: float = _PATIENCE_SECONDS) -> Huey:
    """The queue of `app`, opened when it is needed first (after the workers were forked)."""
    with _opening:
        if _EXTENSION not in app.extensions:
            app.extensions[_EXTENSION] = _open(app, patience_seconds)
    found: _Queue = app.extensions[_EXTENSION]
    return found.huey


def holds_others() -> bool:
    """True when somebody else's data lie where the queue should."""
    return side_files.holds_others(current_app.config["SETTINGS"].data_dir / data_folder.QUEUE, QueueFile.ddl)


def _enqueue(app: Flask, name: str) -> None:
    """Never waits: the worker's threads look into the queue all the time, and whoever finds it taken leaves a note."""
    try:
        _put(app, name)
    except (sqlite3.Error, OSError):
        with _opening:
            late: SecondTries = app.extensions.setdefault(_LATE, SecondTries(lambda each: _put(app, each)))
        late.take(name)


def _put(app: Flask, name: str) -> None:
    taken = queue(app, patience_seconds=0)
    # A wake-up that waits will see what this transaction stored; without a worker the queue stays short, too.
    if all(waiting.name != name for waiting in taken.pending()):
        taken.enqueue(_tasks(app)[name].s())


@dataclass(frozen=True, slots=True)
class _Queue:
    huey: Huey
    tasks: dict[str, TaskWrapper]


def _tasks(app: Flask) -> dict[str, TaskWrapper]:
    found: _Queue = app.extensions[_EXTENSION]
    return found.tasks


def _open(app: Flask, patience: float) -> _Queue:
    file = app.config["SETTINGS"].data_dir / data_folder.QUEUE
    huey = Huey("dialogwerk", results=False, storage_class=QueueFile, path=file, patience_seconds=patience)
    tasks = {}
    for known in _jobs.values():
        run = _in_context(app, known)
        tasks[known.name] = huey.task(name=known.name)(run)
        if known.minutes is not None:
            huey.periodic_task(crontab(minute=f"*/{known.minutes}"), name=f"{known.name}.periodic")(run)
    return _Queue(huey, tasks)


def _in_context(app: Flask, known: Job) -> Run:
    at_work, asked = threading.Lock(), threading.Event()

    def run() -> None:
        asked.set()
        # Whoever comes while it runs leaves at once, and it goes round once more: no two threads are taken by one job.
        while asked.is_set() and at_work.acquire(blocking=False):
            try:
                asked.clear()
                _run_once(app, known)
            finally:
                at_work.release()

    return run


def _run_once(app: Flask, known: Job) -> None:
    started = time.monotonic()
    try:
        with signs_of_life.at_work(known.name), app.app_context():
            known.run()
    except StoppedError:
        log.info("%s stopped and goes on another time", known.name)
    log.debug("%s took %.3f s", known.name, time.monotonic() - started)
