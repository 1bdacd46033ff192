"""Who names a row: found from the foreign keys of all tables, so that no room has to be told of those above it."""

from collections.abc import Collection, Iterator

from sqlalchemy import Column, exists, select

from webapp.foundation.database import Model, session, table_of


def named_by(row: Model, *, but: Collection[type[Model]] = ()) -> list[str]:
    """The tables with rows that name this one, also those that would go along with it: none is deleted in passing.

    `but` are the models of its own parts, which are shown and edited with it. One query.
    """
    value, parts = vars(row)["id"], [table_of(each).name for each in but]
    naming = {
        f"{column.table.name} {column.name}": exists().where(column == value)
        for column in columns_naming(type(row))
        if column.table.name not in parts
    }
    if not naming:
        return []
    found = session().execute(select(*(each.label(name) for name, each in naming.items()))).mappings().one()
    return sorted({name.split()[0] for name, is_so in found.items() if is_so})


def is_named(row: Model, *, but: Collection[type[Model]] = ()) -> bool:
    """True while any other row names this one, as `named_by`."""
    return bool(named_by(row, but=but))


def columns_naming(model: type[Model]) -> Iterator[Column[object]]:
    """Every column of any table that names rows of this model."""
    table = table_of(model)
    for other in Model.metadata.sorted_tables:
        for column in other.columns:
            if any(key.column.table is table for key in column.foreign_keys):
                yield column


def hold(model: type[Model], row_id: int, *, whole: bool = False) -> None:
    """Have whoever decides by what hangs on a row do so one after the other, until the transaction ends.

    `whole`: meanwhile nothing new hangs on it either, which is what whoever deletes it needs.
    """
    table = table_of(model)
    session().execute(select(table.c.id).where(table.c.id == row_id).with_for_update(key_share=not whole))
