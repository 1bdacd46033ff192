"""What is deleted at the desk lies in a bin for thirty days and can be taken back; then it is deleted for good.

A model with a column `deleted_at` says so (`has_a_bin`), and its queries leave out what lies there. What can be put
away is put away as long, so that nothing offers it. What came to be named by something else leaves the bin by itself.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, inspect, select

from webapp.foundation import clock
from webapp.foundation.database import Model, session, table_of
from webapp.foundation.errors import NotFoundError
from webapp.foundation.going_on import Work, go_through, take_steps
from webapp.foundation.jobs import job
from webapp.foundation.references import is_named
from webapp.foundation.transaction import savepoint

KEPT = timedelta(days=30)
_ONCE = 500
_bins: dict[str, tuple[type[Model], Callable[[Any], object]]] = {}
_steps: dict[str, Callable[[datetime], object]] = {}


def has_a_bin(model: type[Model], let_go: Callable[[Any], object] | None = None) -> None:
    """Have the rows of `model` deleted for good in time: each by `let_go`, or as it is."""
    _bins[model.__tablename__] = (model, let_go or _delete)


def step_of_emptying(act: Callable[[datetime], object]) -> Callable[[datetime], object]:
    """Have the decorated function called, too, when bins are emptied."""
    _steps[f"{act.__module__}.{act.__name__}"] = act
    return act


def put_in(row: Any, now: datetime) -> None:
    """Into the bin with it; twice is once."""
    row.deleted_at = row.deleted_at or now
    if hasattr(row, "archived_at"):
        row.archived_at = row.archived_at or row.deleted_at
    session().flush()


def take_out(row: Any) -> None:
    """As it was before: offered again, unless it had been put away; NotFoundError where it is gone for good."""
    kind = type(row)
    held = select(table_of(kind).c.deleted_at).where(*_is(kind, inspect(row).identity)).with_for_update()
    if session().execute(held).one_or_none() is None:
        raise NotFoundError
    if hasattr(row, "archived_at") and row.archived_at == row.deleted_at:
        row.archived_at = None
    row.deleted_at = None
    session().flush()


def offer_again(row: Any) -> None:
    """Neither put away nor in the bin."""
    row.archived_at = row.deleted_at = None
    session().flush()


def leaves_at(deleted_at: datetime) -> datetime:
    """When what was deleted then can't be taken back any more."""
    return deleted_at + KEPT


@job(every_minutes=60)
def empty_bins() -> None:
    """Delete for good what has lain in a bin for its time."""
    now = clock.now()
    rows = {name: partial(_empty, name, now) for name in _bins}
    take_steps("empty the bins", {**rows, **{name: partial(act, now) for name, act in _steps.items()}})


def _empty(name: str, now: datetime) -> None:
    model, let_go = _bins[name]
    column: Any = model.__table__.c.deleted_at
    over = select(model).where(column <= now - KEPT)
    found = {}
    for each in session().scalars(over.order_by(*inspect(model).primary_key).limit(_ONCE)):
        found[f"{name} {inspect(each).identity}"] = inspect(each).identity

    def go(item: str) -> None:
        held = over.where(*_is(model, found[item])).with_for_update(of=table_of(model))
        # Whoever takes it out at this moment is waited for, and has it back.
        row = session().scalar(held.execution_options(populate_existing=True))
        if row is not None:
            take_out(row) if is_named(row) else let_go(row)

    go_through(Work("empty a bin", go, savepoint), found)


def _is(model: type[Model], identity: Any) -> list[ColumnElement[bool]]:
    return [key == value for key, value in zip(inspect(model).primary_key, identity, strict=True)]


def _delete(row: Model) -> None:
    session().delete(row)
    session().flush()
