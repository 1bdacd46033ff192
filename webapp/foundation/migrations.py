"""Bringing the tables up to date. Alembic is loaded only where it is needed: web processes do without its weight."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask, current_app

from webapp.foundation.database import db
from webapp.foundation.errors import DomainError, Kind
from webapp.foundation.settings import ROOT, Settings, sqlite_file

FOLDER = ROOT / "migrations"
_OURS = 7_041_776_001  # the number of our lock among those of a PostgreSQL database
_alone: list[bool] = []


class NewerDatabaseError(DomainError):
    """The database was brought further than this version knows."""

    kind = Kind.CONFLICT
    code = "newer_database"

    def __init__(self) -> None:
        super().__init__("The database belongs to a newer version of Dialogwerk; start that one, or lay in a backup")


def init_app(app: Flask) -> None:
    """Give `app` the commands and settings of Flask-Migrate."""
    from flask_migrate import Migrate

    Migrate(app, db, directory=str(FOLDER), render_as_batch=True)


def bring_up_to_date() -> None:
    """Apply all migrations that the database lacks."""
    from flask_migrate import upgrade

    if "migrate" not in current_app.extensions:
        init_app(current_app)
    upgrade()
    db.engine.dispose()


def refuse_newer(revision: str | None) -> None:
    """NewerDatabaseError for a revision that none of our files makes."""
    marks = (f"revision = '{revision}'", f'revision = "{revision}"')
    known = (path.read_text(encoding="utf-8").splitlines() for path in (FOLDER / "versions").glob("*.py"))
    if revision is not None and not any(mark in lines for lines in known for mark in marks):
        raise NewerDatabaseError


@contextmanager
def alone() -> Iterator[None]:
    """Inside, nobody else changes the tables of this database or lays in the first content; who comes second waits."""
    if _alone:  # this process has the lock already
        yield
        return
    settings: Settings = current_app.config["SETTINGS"]
    file = sqlite_file(settings)
    _alone.append(True)
    try:
        with _locked_file(file.with_name(f"{file.name}-migration")) if file else _locked_database():
            yield
    finally:
        _alone.clear()


@contextmanager
def _locked_file(file: Path) -> Iterator[None]:
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _locked_database() -> Iterator[None]:
    """A line of its own to PostgreSQL, which frees the lock when it ends, whatever way."""
    if db.engine.dialect.name != "postgresql":
        yield
        return
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({_OURS})")
        try:
            yield
        finally:
            connection.exec_driver_sql(f"SELECT pg_advisory_unlock({_OURS})")
