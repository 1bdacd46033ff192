"""Who names a row: found from the foreign keys of all tables, so that no room has to be told of those above it."""

from collections.abc import Collection, Iterator
from typing import Any, Final

from sqlalchemy import Column, FromClause, exists, select, union

from webapp.foundation.database import Model, session, table_of

PART: Final = {"is_part": True}  # `info` of a column by which a row is a part of what it names, and goes with it


def named_by(row: Model) -> list[str]:
    """The tables with rows that name this one, also those that would go along with it: none is deleted in passing.

    Its own parts, which are shown and edited with it, don't count; whoever names one of them does. One query.
    """
    value, table = getattr(row, "id", None), table_of(type(row))
    naming = {f"{column.table.name} {column.name}": exists().where(column == value) for column in _naming(table)}
    for part in _naming(table, parts=True):
        for column in _naming(part.table):
            of_part = exists().where(column == part.table.c.id, part == value)
            naming[f"{column.table.name} {column.name} {part.table.name}"] = of_part
    if not naming:
        return []
    found = session().execute(select(*(each.label(name) for name, each in naming.items()))).mappings().one()
    return sorted({name.split()[0] for name, is_so in found.items() if is_so})


def is_named(row: Model) -> bool:
    """True while any other row names this one, as `named_by`."""
    return bool(named_by(row))


def columns_naming(model: type[Model]) -> Iterator[Column[object]]:
    """Every column of any table that names rows of this model, but for those of its parts."""
    yield from _naming(table_of(model))


def _naming(table: FromClause, *, parts: bool = False) -> Iterator[Column[Any]]:
    for other in Model.metadata.sorted_tables:
        for column in other.columns:
            if any(key.column.table is table for key in column.foreign_keys) and ("is_part" in column.info) is parts:
                yield column


def hold(model: type[Model], row_id: int, *, whole: bool = False) -> None:
    """Have whoever decides by what hangs on a row do so one after the other, until the transaction ends.

    `whole`: meanwhile nothing new hangs on it either, which is what whoever deletes it needs.
    """
    table = table_of(model)
    session().execute(select(table.c.id).where(table.c.id == row_id).with_for_update(key_share=not whole))


def named_among(kind: type[Model], ids: Collection[Any], *, besides: type[Model]) -> set[Any]:
    """Which of these rows anything names `besides` this one kind and their own parts. One query."""
    apart = table_of(besides)
    naming = [select(column).where(column.in_(ids)) for column in columns_naming(kind) if column.table is not apart]
    return set(session().scalars(union(*naming))) if naming else set()
