"""Who names a row: found from the foreign keys of all tables, so that no room has to be told of those above it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Table, exists, or_, select, union

from webapp.foundation.database import Model, session, table_of


def is_named(row: Model) -> bool:
    """True while any other row names this one; what would go along with it doesn't count. One query."""
    table, value = table_of(type(row)), getattr(row, "id", None)
    naming = [
        exists().where(column == value)
        for other in Model.metadata.tables.values()
        for column in other.columns
        if _names(table, column.foreign_keys)
    ]
    return bool(session().scalar(select(or_(*naming)))) if naming else False


def named_among(kind: type[Model], ids: Collection[Any], *, besides: type[Model]) -> set[Any]:
    """Which of these rows anything names `besides` this one kind; what would go along doesn't count. One query."""
    table, apart = table_of(kind), table_of(besides)
    naming = [
        select(column).where(column.in_(ids))
        for other in Model.metadata.tables.values()
        for column in other.columns
        if other is not apart and _names(table, column.foreign_keys)
    ]
    return set(session().scalars(union(*naming))) if naming else set()


def _names(table: Table, keys: object) -> bool:
    return any(key.column.table is table and key.ondelete != "CASCADE" for key in keys)  # type: ignore[attr-defined]
