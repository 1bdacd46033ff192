"""Revision counters: a page that depends on a scope is as old as the scope's number says.

A number is never less than the moment of its change, in microseconds: none comes round again after a backup was put
back.

Rooms name their scopes in `scopes.py`, as constants and as functions of parts of an address. Whoever changes what a
public page shows bumps its scopes in the same transaction.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NewType

from sqlalchemy import BigInteger, Executable, String, bindparam, case, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from webapp.foundation import clock
from webapp.foundation.database import Model, session, table_of

RevisionScope = NewType("RevisionScope", str)
RevisionScopeOf = Callable[..., RevisionScope]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Revision(Model):
    __tablename__ = "revision"

    scope: Mapped[RevisionScope] = mapped_column(String(160), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, default=1)
    changed_at: Mapped[datetime] = mapped_column(default=EPOCH, server_default="1970-01-01 00:00:00")


_TABLE = table_of(Revision)
_NUMBERS = select(_TABLE.c.scope, _TABLE.c.number).where(_TABLE.c.scope.in_(bindparam("scopes", expanding=True)))


def bump(*scopes: RevisionScope) -> None:
    """Say that what the scopes' pages show has changed. In a fixed order, so that two writers never wait in a ring.

    One statement, however many there are.
    """
    statement, now = _bumping(session().get_bind().dialect.name), clock.now()
    moment = (now - EPOCH) // timedelta(microseconds=1)
    each = [{"bumped": scope, "at": now, "moment": moment} for scope in sorted(set(scopes))]
    if each:
        session().execute(statement, each)


def read(scopes: Iterable[RevisionScope]) -> tuple[int, ...]:
    """The numbers of `scopes` in their order; 0 for one that never changed. One query."""
    names = list(scopes)
    rows = session().execute(_NUMBERS, {"scopes": names})
    found = {scope: number for scope, number in rows}  # noqa: C416 - rows are no pairs to mypy
    return tuple(found.get(name, 0) for name in names)


def last_change(scopes: Iterable[RevisionScope]) -> datetime:
    """When the youngest of `scopes` changed; the beginning of time when none ever did. One query."""
    youngest = select(func.max(Revision.changed_at)).where(Revision.scope.in_(list(scopes)))
    return session().scalar(youngest) or EPOCH


@cache
def _bumping(dialect: str) -> Executable:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    at, moment = bindparam("at", type_=_TABLE.c.changed_at.type), bindparam("moment", type_=_TABLE.c.number.type)
    first = insert(_TABLE).values(scope=bindparam("bumped"), number=moment, changed_at=at)
    number = case((_TABLE.c.number < moment, moment), else_=_TABLE.c.number + 1)
    again = {"number": number, "changed_at": at}
    return first.on_conflict_do_update(index_elements=[_TABLE.c.scope], set_=again)
