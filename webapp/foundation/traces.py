"""What was deleted goes from SQLite's files, too.

A page that was changed stays in the log of changes (`…-wal`) as it was before, until the log has been emptied.
"""

import logging
import time

from webapp.foundation.database import BUSY_MILLISECONDS, db, sqlite_module
from webapp.foundation.jobs import job
from webapp.foundation.stopping import go_on

log = logging.getLogger(__name__)

_TRIES, _PAUSE_SECONDS = 40, 0.05


@job(every_minutes=10)
def leave_no_traces() -> None:
    """Empty SQLite's log of changes; what reads or writes at the moment goes first, and another round comes soon."""
    for _ in range(_TRIES):
        if is_log_empty():
            return
        go_on()
        time.sleep(_PAUSE_SECONDS)
    log.info("the log of changes is in use and is emptied in the next round")


def is_log_empty() -> bool:
    """True once all that was changed stands in the database file alone; never waits, and nobody waits for it."""
    if db.engine.dialect.name != "sqlite":
        return True
    bare = db.engine.raw_connection()
    try:
        cursor = bare.cursor()
        try:
            cursor.execute("PRAGMA busy_timeout=0")
            busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite_module().OperationalError:
            return False
        finally:
            cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
            cursor.close()
        return not busy
    finally:
        bare.close()
