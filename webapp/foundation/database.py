"""The database: UTC columns, how SQLite and PostgreSQL are opened, and who may write."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as BoundSession
from sqlalchemy import DateTime, Dialect, Engine, MetaData, Table, event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Session, registry
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import JSON, TypeDecorator

from webapp.foundation.database_file import FileGuard
from webapp.foundation.patience import patience_seconds
from webapp.foundation.relationships import follow_columns
from webapp.foundation.write_gate import WriteGate

log = logging.getLogger(__name__)

# SQLite before 3.51.3 can corrupt a WAL file when several processes write (sqlite.org/wal.html, "WAL-reset bug").
SAFE_SQLITE = (3, 51, 3)
BUSY_MILLISECONDS = 15_000

_writing: ContextVar[bool] = ContextVar("writing", default=True)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC; a naive one is refused, because nobody knows what it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone can't be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy calls it so
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Model(DeclarativeBase):
    """Base of all mapped tables."""

    # Of two who delete the same at once the second one finds it gone, which is what they wanted.
    __mapper_args__ = {"confirm_deleted_rows": False}  # noqa: RUF012 - read once by SQLAlchemy
    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={
            datetime: UtcDateTime,
            dict[str, Any]: JSON,
            dict[str, object]: JSON,
            dict[str, str]: JSON,
            dict[str, dict[str, str]]: JSON,
            list[str]: JSON,
            list[dict[str, Any]]: JSON,
            list[dict[str, object]]: JSON,
        },
    )


class OneBindSession(BoundSession):
    """There is one database: a session asks once which one it is, not with each statement."""

    _only: Engine | Connection | None = None

    def get_bind(
        self, mapper: object = None, clause: object = None, bind: Engine | Connection | None = None, **more: object
    ) -> Engine | Connection:
        if self._only is None:
            self._only = super().get_bind(mapper, clause, bind, **more)
        return self._only


event.listen(Model, "mapper_configured", follow_columns, propagate=True)
db = SQLAlchemy(
    model_class=Model,
    session_options={"class_": OneBindSession, "autoflush": False, "expire_on_commit": False},
)


def table_of(model: type[Model]) -> Table:
    """The bare table, for hot statements that need no objects: SQLAlchemy runs them in a third of the time."""
    return cast("Table", model.__table__)


def session() -> Session:
    """The session of the running request, task or command."""
    return db.session()


@contextmanager
def reading() -> Iterator[None]:
    """Transactions begun inside the block may not write."""
    mark = _writing.set(False)
    try:
        yield
    finally:
        _writing.reset(mark)


def may_write() -> bool:
    return _writing.get()


def set_mode(*, writing: bool) -> None:
    """Say for the running context whether the next transaction may write."""
    _writing.set(writing)


def sqlite_module() -> ModuleType:
    """The SQLite to use: the wheel's when the interpreter's own is too old."""
    if sqlite3.sqlite_version_info >= SAFE_SQLITE:
        return sqlite3
    try:
        import pysqlite3  # type: ignore[import-not-found, import-untyped, unused-ignore]
    except ImportError:
        return sqlite3
    return pysqlite3.dbapi2  # type: ignore[no-any-return, unused-ignore]


def needs_one_process(url: str) -> bool:
    """True where several writing processes could damage the database: SQLite, and no fixed one to be had."""
    return make_url(url).get_backend_name() == "sqlite" and sqlite_module().sqlite_version_info < SAFE_SQLITE


def engine_options(url: str) -> dict[str, object]:
    """How to open `url`: for SQLite the safe module and room for all threads; for PostgreSQL checked connections.

    What a statement was given stays out of its errors, and so out of every log.
    """
    if make_url(url).get_backend_name() == "sqlite":
        return {
            "hide_parameters": True,
            "module": sqlite_module(),
            "connect_args": {"timeout": BUSY_MILLISECONDS / 1000, "check_same_thread": False},
            "pool_size": 20,
            "max_overflow": 20,
        }
    return {"hide_parameters": True, "pool_size": 10, "max_overflow": 20, "pool_pre_ping": True}


def normalised_url(url: str) -> str:
    """`url` with the driver that we ship (psycopg 3) when it names PostgreSQL without one."""
    parsed = make_url(url)
    if parsed.drivername in {"postgres", "postgresql"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    return parsed.render_as_string(hide_password=False)


def init_app(app: Flask, url: str) -> None:
    """Bind the database to `app` and set each connection up once."""
    url = normalised_url(url)
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url)
    db.init_app(app)
    with app.app_context():
        set_up_engine(db.engine)


def set_up_engine(engine: Engine) -> None:
    """Foreign keys, WAL and durable commits on SQLite; BEGIN IMMEDIATE for whoever may write."""
    if engine.dialect.name == "sqlite":
        if engine.url.database and not engine.url.database.startswith(("file:", ":memory:")):
            FileGuard(Path(engine.url.database), sqlite_module().OperationalError).guard(engine)
        event.listen(engine, "connect", _set_up_sqlite)
        _queue_writers(engine)
    else:
        event.listen(engine, "begin", _begin_postgresql)


def _set_up_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself; `_queue_writers` does
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_MILLISECONDS}",
        "journal_mode=WAL",
        "foreign_keys=ON",
        "synchronous=FULL",
        "secure_delete=ON",  # what is deleted is overwritten, not only forgotten
        "cache_size=-2000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _queue_writers(engine: Engine) -> None:
    gate = WriteGate(engine.url.database, BUSY_MILLISECONDS / 1000, sqlite_module().OperationalError)
    gate.guard(engine)

    def begin(connection: Connection) -> None:
        patience = patience_seconds()
        if patience is not None:
            gate.hurry(_bare(connection), connection.info, patience)
        # A writer takes the lock at once: a reader that turns writer late meets SQLITE_BUSY without any waiting.
        if may_write():
            gate.begin(_bare(connection), connection.info)
        else:
            connection.exec_driver_sql("BEGIN")

    event.listen(engine, "begin", begin)


def _bare(connection: Connection) -> DBAPIConnection:
    return cast("DBAPIConnection", connection.connection.dbapi_connection)


def _begin_postgresql(connection: Connection) -> None:
    patience = patience_seconds()
    if patience is not None:
        for name in ("lock_timeout", "statement_timeout"):
            connection.exec_driver_sql(f"SET LOCAL {name} = {round(patience * 1000)}")
    if not may_write():
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


@event.listens_for(OrmSession, "before_flush")
def _refuse_writes_while_reading(session: Session, *_: object) -> None:
    if not may_write() and (session.new or session.dirty or session.deleted):
        raise RuntimeError("a page that only reads tried to write")
