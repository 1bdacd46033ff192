"""One commit per request, task or command. Nothing else in the house commits."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from functools import partial, wraps
from typing import ParamSpec, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from webapp.foundation.database import OneBindSession, may_write, reading, session, set_mode

log = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")

_NOTES, _AFTER = "noted", "after the commit"
_before: list[Callable[[], None]] = []


def noted(name: str) -> list[object]:
    """What is noted for the end of this transaction; what was added in a savepoint goes when that is undone."""
    notes: list[object] = _notes()[name]
    return notes


def after_commit(job: Callable[[], None]) -> None:
    """Run `job` once the transaction is safely stored; a rollback forgets it, also one to a savepoint before it.

    It runs as whoever asked for it, and with all else that is known here.
    """
    noted(_AFTER).append(partial(copy_context().run, job))


def before_each_commit(job: Callable[[], None]) -> None:
    """Have `job` run at the end of every transaction that may write, as part of it."""
    if job not in _before:
        _before.append(job)


def settle() -> None:
    """Do what waits for the end of this transaction, where it may write; `commit` does what comes after that."""
    if may_write():
        session().flush()
        for last in _before:
            last()


def commit() -> None:
    """Store what was done and then run what waited for it; whatever becomes of that, it is stored."""
    current = session()
    settle()
    jobs: list[Callable[[], None]] = current.info.pop(_NOTES, {}).get(_AFTER, [])
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
    session().info.pop(_NOTES, None)
    session().rollback()


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
    """What the block did is undone when it raises, and only that; for one of many that may fail by itself.

    What it left for the end of the transaction is forgotten with it: nothing is done of what was undone.
    """
    nested = session().begin_nested()  # stores what came before, which may note something as well
    before = {name: len(notes) for name, notes in _notes().items()}
    try:
        with nested:
            yield
    except BaseException:
        for name, notes in _notes().items():
            del notes[before.get(name, 0) :]
        raise


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


def _notes() -> defaultdict[str, list[object]]:
    found: defaultdict[str, list[object]] = session().info.setdefault(_NOTES, defaultdict(list))
    return found


def _forget_notes(current: Session, undone: SessionTransaction) -> None:
    if not undone.nested:
        current.info.pop(_NOTES, None)


event.listen(OneBindSession, "after_soft_rollback", _forget_notes)
