"""Whether this process could serve people now."""

from sqlalchemy import inspect
from sqlalchemy.exc import OperationalError

from webapp.foundation.database import db, set_mode
from webapp.foundation.migrations import FOLDER


def newest_migration() -> str:
    """The revision of the last migration; their files are named by time, so the last name is the newest."""
    newest = max((FOLDER / "versions").glob("*.py"), key=lambda path: path.name)
    lines = newest.read_text(encoding="utf-8").splitlines()
    line = next(line for line in lines if line.startswith("revision"))
    return line.split("=")[1].strip().strip("\"'")


def revision_of_database() -> str | None:
    """The migration up to which the database was brought; None for an empty one."""
    with db.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return str(found) if found else None


def what_is_missing() -> str | None:
    """None when all is well, else what stands in the way, in one line without a secret."""
    try:
        if revision_of_database() != newest_migration():
            return "the tables are not up to date"
        set_mode(writing=True)
        with db.engine.connect() as connection:
            # Taking the lock of a writer (or a row of nobody) shows that the disk takes writes; nothing is kept.
            connection.exec_driver_sql("DELETE FROM one_time_key WHERE key = ''")
            connection.rollback()
    except OperationalError:
        return "the database can't be read or written"
    return None
