"""A crowd that registers at once: several processes with several threads each, every attempt a transaction."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import event as listening
from sqlalchemy.exc import OperationalError

from tests.conftest import settings_for
from webapp.accounts.acting import acting_as
from webapp.accounts.types import SYSTEM
from webapp.capacity import services as capacity
from webapp.capacity.queries import level
from webapp.events.queries import get_public_event
from webapp.factory import create_app
from webapp.foundation import clock, write_gate
from webapp.foundation.database import db
from webapp.foundation.transaction import unit_of_work
from webapp.registration import services
from webapp.registration.services import event_places
from webapp.registration.types import Application

PROCESSES = 2
THREADS = 8
_MOST_TRIES = 3  # storage that is busy says „please try again“ (503), and people do


@dataclass(frozen=True)
class Answers:
    """What the crowd was told: positions (0 for a place), „please try again“ and anything else that went wrong."""

    positions: list[int]
    problems: list[str]
    again: int


def storm(database_url: str, data_dir: Path, slug: str, addresses: list[str], *, guarded: bool = True) -> Answers:
    """Have all the addresses registered, as many at once as there are threads."""
    shares = [(database_url, str(data_dir), slug, addresses[first::PROCESSES], guarded) for first in range(PROCESSES)]
    # Spawned, because a fork would take the threads' locks and the database's connections along.
    with ProcessPoolExecutor(PROCESSES, mp_context=multiprocessing.get_context("spawn")) as processes:
        told = [answer for share in processes.map(_crowd, shares) for answer in share]
    return Answers(
        positions=[answer for answer, _ in told if isinstance(answer, int)],
        problems=[answer for answer, _ in told if isinstance(answer, str)],
        again=sum(tries for _, tries in told),
    )


def _crowd(share: tuple[str, str, str, list[str], bool]) -> list[tuple[int | str, int]]:
    database_url, data_dir, slug, addresses, guarded = share
    app = create_app(settings_for(Path(data_dir), database_url))
    if not guarded:
        with app.app_context():
            _take_the_guards_away()

    def attempt(address: str) -> tuple[int | str, int]:
        for again in range(_MOST_TRIES):
            try:
                with app.app_context(), acting_as(SYSTEM), unit_of_work():
                    return _sign_up(slug, address).position, again
            except OperationalError as problem:
                said: Exception = problem
            except Exception as problem:  # noqa: BLE001 - whatever it is, the test shall see it
                said = problem
                break
        return f"{type(said).__name__}: {said}"[:200], again

    try:
        with ThreadPoolExecutor(THREADS) as threads:
            return list(threads.map(attempt, addresses))
    finally:
        with app.app_context():
            db.engine.dispose()


def _sign_up(slug: str, address: str) -> Any:
    return services.sign_up(
        event=get_public_event(slug),
        application=Application(name="Kim Muster", email=address, privacy_version="1"),
        now=clock.now(),
    )


def _take_the_guards_away() -> None:
    """Count first and take afterwards, on SQLite without the lock that a writer takes at its begin."""
    event_places.book = _count_then_take  # type: ignore[assignment]
    if db.engine.dialect.name == "sqlite":
        # As SQLAlchemy and the driver do it by themselves: a transaction begins with its first write.
        write_gate.WriteGate.begin = lambda *_: None  # type: ignore[method-assign]
        listening.listen(db.engine, "connect", _begin_late)


def _begin_late(connection: Any, _entry: object) -> None:
    connection.isolation_level = "DEFERRED"


def _count_then_take(heads: dict[Any, int]) -> dict[Any, Any] | None:
    found = {pool_id: level(pool_id) for pool_id in heads}
    if any(each.full for each in found.values()):
        return None
    capacity.book_beyond(heads)
    return found


def at_once(jobs: list[Callable[[], Any]], threads: int = 16) -> list[Any]:
    """What the jobs answer that run side by side in this process."""
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(lambda job: job(), jobs))
