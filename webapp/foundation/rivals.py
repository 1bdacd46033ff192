"""When somebody else was quicker: what the database says to the second of two who write the same."""

from sqlalchemy.exc import DBAPIError

# PostgreSQL: unique_violation, foreign_key_violation, check_violation; deadlock_detected, serialization_failure.
_SAID_TO_THE_SECOND = {"23505", "23503", "23514", "40P01", "40001"}


def was_first(problem: DBAPIError) -> bool:
    """True where a rival's row may be why: whoever does the same once more meets it and is refused in good order.

    SQLite lets one write after the other, so nobody is second there. What is wrong by itself fails the second time too.
    """
    return getattr(problem.orig, "sqlstate", None) in _SAID_TO_THE_SECOND
