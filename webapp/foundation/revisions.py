"""Revision counters: a page that depends on a scope is as old as the scope's number says.

Scopes are short names such as `events`, `event:<slug>` or `plan:<slug>`. Whoever changes what a public page shows bumps
its scopes in the same transaction.
"""

from collections.abc import Iterable
from functools import cache

from sqlalchemy import BigInteger, Executable, String, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from webapp.foundation.database import Model, session, table_of


class Revision(Model):
    __tablename__ = "revision"

    scope: Mapped[str] = mapped_column(String(160), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, default=1)


_TABLE = table_of(Revision)
_NUMBERS = select(_TABLE.c.scope, _TABLE.c.number).where(_TABLE.c.scope.in_(bindparam("scopes", expanding=True)))


def bump(*scopes: str) -> None:
    """Say that what the scopes' pages show has changed. In a fixed order, so that two writers never wait in a ring."""
    statement = _bumping(session().get_bind().dialect.name)
    for scope in sorted(set(scopes)):
        session().execute(statement, {"bumped": scope})


def read(scopes: Iterable[str]) -> tuple[int, ...]:
    """The numbers of `scopes` in their order; 0 for one that never changed. One query."""
    names = list(scopes)
    rows = session().execute(_NUMBERS, {"scopes": names})
    found = {scope: number for scope, number in rows}  # noqa: C416 - rows are no pairs to mypy
    return tuple(found.get(name, 0) for name in names)


@cache
def _bumping(dialect: str) -> Executable:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    first = insert(_TABLE).values(scope=bindparam("bumped"), number=1)
    return first.on_conflict_do_update(index_elements=[_TABLE.c.scope], set_={"number": _TABLE.c.number + 1})
