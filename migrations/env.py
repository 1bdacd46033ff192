"""Run migrations in the application's own database, in one transaction each."""

from typing import Any

from alembic import context
from flask import current_app

from webapp.foundation.database import Model, UtcDateTime, db, set_mode


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """Write UTC columns as plain ones, so that a migration never depends on today's code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    """Bring the tables to the asked revision."""
    set_mode(writing=True)
    options = dict(current_app.extensions["migrate"].configure_args)
    with db.engine.connect() as connection:
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


run()
