"""Run migrations in the application's own database, in one transaction each."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from webapp.foundation.database import Model, UtcDateTime, db, set_mode
from webapp.foundation.migrations import alone


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """Write UTC columns as plain ones, so that a migration never depends on today's code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    """Bring the tables to the asked revision."""
    set_mode(writing=True)
    options = dict(current_app.extensions["migrate"].configure_args)
    with alone(), db.engine.connect() as connection:
        _loosen(connection)
        context.configure(
            connection=connection,
            target_metadata=Model.metadata,
            render_item=render_item,
            transaction_per_migration=True,
            **options,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
        _tighten(connection)


def _loosen(connection: Connection) -> None:
    """SQLite changes a table by making it anew; with foreign keys on, dropping the old one would empty its children."""
    if connection.dialect.name == "sqlite":
        connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]


def _tighten(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        connection.commit()
        connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]
        if broken:
            raise RuntimeError(f"{len(broken)} rows point to nothing after the migration")


run()
