"""Databases on PostgreSQL for tests, with all tables and nothing in them.

One takes a tenth of a second to make and hardly anything to empty: what a test gives back the next one takes.
"""

from typing import Any

from sqlalchemy import Connection, NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError

# Indexes keep their size; sooner or later reading past what is gone costs more than a new database.
_MOST_USES, _MOST_BYTES = 60, 40_000_000
_SHAPE = text(
    "SELECT (SELECT count(*) FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
    " WHERE relnamespace = 'public'::regnamespace AND NOT attisdropped),"
    " (SELECT max(oid) FROM pg_class WHERE relnamespace = 'public'::regnamespace),"
    " (SELECT version_num FROM alembic_version)"
)
_TABLES = text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'")
_SEQUENCES = text("SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false) FROM pg_sequences")
_OTHERS = text(
    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


class Databases:
    """Copies of the database `template` on the server at `base`."""

    def __init__(self, base: str, template: str) -> None:
        self._base, self._template = base, template
        self._admin = create_engine(base, isolation_level="AUTOCOMMIT")
        self._free: list[str] = []
        self._uses: dict[str, int] = {}
        self._shape: Any = None

    def take(self) -> str:
        """The address of an empty one."""
        name = self._renamed(self._free.pop()) if self._free else self._make()
        self._uses[name] += 1
        return named(self._base, name)

    def give_back(self, address: str) -> None:
        """Empty it for the next one; whatever isn't as it was made is gone."""
        name = address.partition("?")[0].rpartition("/")[2]
        if self._uses[name] < _MOST_USES and self._is_emptied(address):
            self._free.append(name)
            return
        with self._admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))

    def dispose(self) -> None:
        """Leave the server."""
        self._admin.dispose()

    def _renamed(self, before: str) -> str:
        """By its address a process may remember what it knows of a database: each test has one of its own."""
        name = f"test_{len(self._uses)}"
        with self._admin.connect() as connection:
            connection.execute(text(f"ALTER DATABASE {before} RENAME TO {name}"))
        self._uses[name] = self._uses[before]
        return name

    def _make(self) -> str:
        name = f"test_{len(self._uses)}"
        with self._admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {self._template} STRATEGY FILE_COPY"))
        self._uses[name] = 0
        if self._shape is None:
            with _alone(named(self._base, name)) as connection:
                self._shape = connection.execute(_SHAPE).one()
        return name

    def _is_emptied(self, address: str) -> bool:
        try:
            with _alone(address) as connection:
                connection.execute(_OTHERS)
                size = connection.scalar(text("SELECT pg_database_size(current_database())")) or 0
                if size > _MOST_BYTES or connection.execute(_SHAPE).one() != self._shape:
                    return False
                _empty(connection)
        except DBAPIError:
            return False
        return True


def named(base: str, database: str) -> str:
    """The address of a database on the server at `base`."""
    head, _, query = base.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{database}" + (f"?{query}" if query else "")


def _alone(address: str) -> Connection:
    return create_engine(address, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect()


def _empty(connection: Connection) -> None:
    tables = connection.scalars(_TABLES).all()
    # In any order: nothing is left that could point to anything.
    deleting = "; ".join(f'DELETE FROM "{table}"' for table in tables)
    connection.exec_driver_sql(f"SET session_replication_role = replica; {deleting}")
    # The next rows lie in the order in which they come, as in a new database.
    connection.exec_driver_sql("VACUUM " + ", ".join(f'"{table}"' for table in tables))
    connection.execute(_SEQUENCES)
