"""New rows that a rival may have stored first."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Executable, bindparam, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import make_transient_to_detached

from webapp.foundation.database import Model, session, table_of

M = TypeVar("M", bound=Model)


def insert_new(model: type[Model], **values: object) -> Any:
    """Store a row and give its primary key back; None when a row that must be unique is there already.

    The database decides, also between transactions that run at the same moment: on PostgreSQL the second one waits for
    the first one's commit or rollback.
    """
    statement = _statement(model, tuple(values), session().get_bind().dialect.name)
    return session().scalar(statement, {f"new_{name}": value for name, value in values.items()})


def insert_all_new(model: type[Model], rows: Sequence[Mapping[str, object]]) -> None:
    """Store those of many rows that aren't there yet, as `insert_new` would each of them; all name the same columns."""
    if rows:
        insert = _insert_of(session().get_bind().dialect.name)
        session().execute(insert(table_of(model)).on_conflict_do_nothing(), rows)


def known(model: type[M], **values: object) -> M:
    """The object of a row that a statement has just stored, primary key and all, without asking for it again."""
    stored = model(**{**dict.fromkeys(_may_be_empty(model)), **values})
    make_transient_to_detached(stored)
    session().add(stored)
    return stored


@cache
def _may_be_empty(model: type[Model]) -> tuple[str, ...]:
    return tuple(column.key for column in inspect(model).column_attrs if column.columns[0].nullable)


@cache
def _statement(model: type[Model], names: tuple[str, ...], dialect: str) -> Executable:
    """Made once: putting the statement together takes longer than running it."""
    table = table_of(model)
    row = _insert_of(dialect)(table).values({name: bindparam(f"new_{name}") for name in names})
    return row.on_conflict_do_nothing().returning(*table.primary_key)


def _insert_of(dialect: str) -> type[postgresql.Insert] | type[sqlite.Insert]:
    return postgresql.Insert if dialect == "postgresql" else sqlite.Insert
