"""How long a transaction waits for others who hold the database: as long as a person would, and a probe a moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy.exc import DBAPIError

# PostgreSQL: lock_not_available, query_canceled.
_HELD_BY_OTHERS = {"55P03", "57014"}

_seconds: ContextVar[float | None] = ContextVar("patience", default=None)


@contextmanager
def waiting_at_most(seconds: float) -> Iterator[None]:
    """Transactions begun inside the block give up after that when others hold the database; the rest waits as ever."""
    mark = _seconds.set(seconds)
    try:
        yield
    finally:
        _seconds.reset(mark)


def patience_seconds() -> float | None:
    """How long the running context waits, None as long as anybody."""
    return _seconds.get()


def is_locked_out(problem: DBAPIError) -> bool:
    """True when somebody else held what was asked for, longer than one was ready to wait."""
    return getattr(problem.orig, "sqlstate", None) in _HELD_BY_OTHERS or "is locked" in str(problem.orig)
