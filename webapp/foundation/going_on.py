"""One bad item never stops its neighbours: whoever goes through many passes over what raises, and keeps a note of it.

What was noted is tried again after growing pauses, a bounded number of times; then somebody has to look at it.
"""

import logging
from collections.abc import Callable, Hashable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.foundation import clock
from webapp.foundation.database import Model, session
from webapp.foundation.stopping import StoppedError, go_on
from webapp.foundation.transaction import looking, unit_of_work

log = logging.getLogger(__name__)

Item = TypeVar("Item", bound=Hashable)
Scope = Callable[[], AbstractContextManager[None]]

MOST_TRIES = 6
_FIRST_PAUSE = timedelta(minutes=1)
_TIMES = 4.0  # a minute, four, sixteen, an hour, four hours
_KEPT = timedelta(days=30)
_UNFINISHED = "unfinished"


class Trouble(Model):
    """An item that something raised at. It rests until `next_at`, and for good once it was tried often enough.

    `problem` names the fault without anybody's name or words.
    """

    __tablename__ = "job_trouble"

    work: Mapped[str] = mapped_column(String(60), primary_key=True)
    item: Mapped[str] = mapped_column(String(80), primary_key=True)
    tries: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(String(120), default="")
    since: Mapped[datetime] = mapped_column()
    next_at: Mapped[datetime] = mapped_column()


@dataclass(frozen=True, slots=True)
class Work(Generic[Item]):
    """Something that is done with many items, one after the other.

    `scope` surrounds each item: a transaction of its own, a savepoint within the caller's, or nothing where the act has
    transactions of its own. `marked`: a try is noted before it begins, so that an item which ends the whole process
    is counted, too. `rests` is False for steps that must be tried each time. `give_up` is called once when an item was
    tried `most` times.
    """

    name: str
    act: Callable[[Item], object]
    scope: Scope = unit_of_work
    most: int = MOST_TRIES
    marked: bool = False
    rests: bool = True
    give_up: Callable[[Item], object] | None = None


def go_through(work: Work[Item], items: Iterable[Item]) -> list[Item]:
    """Do it with each item that doesn't rest; returns those with which it went well."""
    wanted = list(items)
    if not wanted:
        return []
    noted = _noted(work)
    done = []
    for item in wanted:
        before = noted.get(str(item))
        is_due = before is None or (before.tries < work.most and before.next_at <= clock.now())
        if before is None or is_due or not work.rests:
            go_on()
            done += [item] if _try(work, item, is_noted=before is not None) else []
        elif before.tries >= work.most and before.problem == _UNFINISHED:
            _end(work, item)
    return done


def take_steps(name: str, steps: Mapping[str, Callable[[], object]], scope: Scope = unit_of_work) -> None:
    """Take each of several steps of one job, whatever becomes of the others; all of them each time."""

    def take(step: str) -> None:
        steps[step]()

    go_through(Work(name, take, scope, rests=False), steps)


def resting(name: str) -> set[str]:
    """The items of a work that aren't tried now. One query."""
    rows = session().execute(select(Trouble.item, Trouble.tries, Trouble.next_at).where(Trouble.work == name))
    now = clock.now()
    return {item for item, tries, next_at in rows if tries >= MOST_TRIES or next_at > now}


def forgive(name: str, item: object) -> None:
    """Forget that a try was begun: what was interrupted is no fault of the item."""
    session().execute(delete(Trouble).where(Trouble.work == name, Trouble.item == str(item)))


def troubles() -> list[Trouble]:
    """All that was passed over, the latest first."""
    return list(session().scalars(select(Trouble).order_by(Trouble.since.desc())))


def try_all_again() -> int:
    """Forget all notes, so that everything is tried at once; returns how many there were."""
    return int(session().execute(delete(Trouble)).rowcount)  # type: ignore[attr-defined]


def forget_old_troubles(*, now: datetime) -> None:
    """Forget notes that are a month old; an item that is still there gets new tries."""
    session().execute(delete(Trouble).where(Trouble.since < now - _KEPT))


def _noted(work: Work[Item]) -> dict[str, Trouble]:
    statement = select(Trouble).where(Trouble.work == work.name)
    if work.scope not in (unit_of_work, nullcontext):  # inside the caller's transaction
        return {each.item: each for each in session().scalars(statement)}
    with looking():
        found = {each.item: each for each in session().scalars(statement)}
        session().expunge_all()
    return found


def _try(work: Work[Item], item: Item, *, is_noted: bool) -> bool:
    noting = unit_of_work if work.scope is nullcontext else work.scope
    if work.marked:
        with noting():
            _note(work, item, _UNFINISHED)
    try:
        with work.scope():
            work.act(item)
            if is_noted or work.marked:
                _forget(work, item)
    except StoppedError:
        with noting():
            _forget(work, item)
        raise
    except Exception as problem:  # noqa: BLE001 - whatever it is, the next item is none the worse for it
        name = type(problem).__name__
        log.warning("%s: %s is passed over: %s", work.name, item, name)
        with noting():
            tries = _note(work, item, name, counts=not work.marked)
        if tries >= work.most and work.rests:
            _end(work, item)
        return False
    return True


def _end(work: Work[Item], item: Item) -> None:
    noting = unit_of_work if work.scope is nullcontext else work.scope
    with noting():
        noted = session().get(Trouble, (work.name, str(item)))
        if noted is not None and noted.problem == _UNFINISHED:
            noted.problem = "ended the worker"
        if work.give_up is not None:
            work.give_up(item)
        session().flush()


def _note(work: Work[Item], item: Item, problem: str, *, counts: bool = True) -> int:
    """Keep in mind that it failed; returns how often it has."""
    now = clock.now()
    noted = session().get(Trouble, (work.name, str(item)))
    if noted is None:
        noted = Trouble(work=work.name, item=str(item), tries=0, since=now, next_at=now)
        session().add(noted)
    noted.tries += counts
    noted.problem = problem[:120]
    noted.next_at = now + _FIRST_PAUSE * _TIMES ** (min(noted.tries, MOST_TRIES) - 1)
    session().flush()
    return noted.tries


def _forget(work: Work[Item], item: Item) -> None:
    if work.scope is nullcontext:
        with unit_of_work():
            session().execute(delete(Trouble).where(Trouble.work == work.name, Trouble.item == str(item)))
    else:
        session().execute(delete(Trouble).where(Trouble.work == work.name, Trouble.item == str(item)))
