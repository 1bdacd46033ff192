"""One commit per request, task or command. Nothing else in the house commits."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from webapp.foundation.database import may_write, reading, session, set_mode

log = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")

_AFTER = "after_commit"
_before: list[Callable[[], None]] = []


def after_commit(job: Callable[[], None]) -> None:
    """Run `job` once the transaction is safely stored; a rollback forgets it."""
    session().info.setdefault(_AFTER, []).append(job)


def before_each_commit(job: Callable[[], None]) -> None:
    """Have `job` run at the end of every transaction that may write, as part of it."""
    if job not in _before:
        _before.append(job)


def commit() -> None:
    """Store what was done and then run what waited for it; whatever becomes of that, it is stored."""
    current = session()
    if may_write():
        current.flush()
        for last in _before:
            last()
    jobs: list[Callable[[], None]] = current.info.pop(_AFTER, [])
    if may_write():
        current.commit()
    else:
        current.rollback()
    for job in jobs:
        try:
            job()
        except Exception as problem:  # the promise is kept, and its answer must say so
            log.exception("after the commit: %s", type(problem).__name__)


def rollback() -> None:
    """Forget everything since the last commit."""
    current = session()
    current.info.pop(_AFTER, None)
    current.rollback()


@contextmanager
def reading_first() -> Iterator[None]:
    """Inside, a request that is going to write reads without the writer's lock; what it read stays loaded.

    For questions that a moment's delay can't make wrong: who somebody is, what a ticket says. Whoever decides about
    something scarce asks again behind the lock.
    """
    if not may_write() or session().in_transaction():
        yield
        return
    with reading():
        try:
            yield
        finally:
            if session().in_transaction():
                session().commit()  # ends the reading; there is nothing to store


@contextmanager
def looking() -> Iterator[None]:
    """A transaction that only reads and takes no lock that anybody waits for; for tasks and commands."""
    with reading():
        try:
            yield
        finally:
            rollback()


@contextmanager
def savepoint() -> Iterator[None]:
    """What the block did is undone when it raises, and only that; for one of many that may fail by itself."""
    with session().begin_nested():
        yield


def all_or_nothing(act: Callable[P, R]) -> Callable[P, R]:
    """Make a service that refuses by raising leave nothing behind, also when its caller goes on and commits."""

    @wraps(act)
    def wrapped(*values: P.args, **named: P.kwargs) -> R:
        with savepoint():
            return act(*values, **named)

    return wrapped


@contextmanager
def unit_of_work() -> Iterator[None]:
    """Commit when the block ends well, roll back when it raises; for tasks and commands (requests have the frame)."""
    set_mode(writing=True)
    try:
        yield
    except BaseException:
        rollback()
        raise
    commit()
