"""When somebody else was quicker: what the database says to the second of two who write the same."""

from sqlalchemy.exc import DBAPIError, InvalidRequestError, SQLAlchemyError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError

# PostgreSQL: unique_violation, foreign_key_violation, check_violation; deadlock_detected, serialization_failure.
_SAID_TO_THE_SECOND = {"23505", "23503", "23514", "40P01", "40001"}
_IS_GONE = "Could not refresh instance"


def was_first(problem: SQLAlchemyError) -> bool:
    """True where a row that a rival stored, or deleted, may be why: whoever tries once more is refused in good order.

    SQLite lets one write after the other, so nobody is second there. What is wrong by itself fails the second time too.
    """
    if isinstance(problem, DBAPIError):
        return getattr(problem.orig, "sqlstate", None) in _SAID_TO_THE_SECOND
    is_gone = isinstance(problem, InvalidRequestError) and str(problem).startswith(_IS_GONE)
    return is_gone or isinstance(problem, (ObjectDeletedError, StaleDataError))
