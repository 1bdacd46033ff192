"""New rows that a rival may have stored first."""

from functools import cache
from typing import Any

from sqlalchemy import Executable, bindparam
from sqlalchemy.dialects import postgresql, sqlite

from webapp.foundation.database import Model, session, table_of


def insert_new(model: type[Model], **values: Any) -> Any:
    """Store a row and give its primary key back; None when a row that must be unique is there already.

    The database decides, also between transactions that run at the same moment: on PostgreSQL the second one waits for
    the first one's commit or rollback.
    """
    statement = _statement(model, tuple(values), session().get_bind().dialect.name)
    return session().scalar(statement, {f"new_{name}": value for name, value in values.items()})


@cache
def _statement(model: type[Model], names: tuple[str, ...], dialect: str) -> Executable:
    """Made once: putting the statement together takes longer than running it."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    table = table_of(model)
    row = insert(table).values({name: bindparam(f"new_{name}") for name in names})
    return row.on_conflict_do_nothing().returning(*table.primary_key)
