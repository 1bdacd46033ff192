"""New rows that a rival may have stored first."""

from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Executable, bindparam
from sqlalchemy.dialects import postgresql, sqlite

from webapp.foundation.database import Model, session

M = TypeVar("M", bound=Model)


def insert_new(model: type[M], **values: Any) -> M | None:
    """Store a row and give it back; None when a row that must be unique is there already.

    The database decides, also between transactions that run at the same moment: on PostgreSQL the second one waits for
    the first one's commit or rollback.
    """
    statement = _statement(model, tuple(values), session().get_bind().dialect.name)
    row: M | None = session().scalar(statement, {f"new_{name}": value for name, value in values.items()})
    return row


@cache
def _statement(model: type[Model], names: tuple[str, ...], dialect: str) -> Executable:
    """Made once: putting the statement together takes longer than running it."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    row = insert(model).values({name: bindparam(f"new_{name}") for name in names})
    return row.on_conflict_do_nothing().returning(model)
