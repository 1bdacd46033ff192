"""Whether this process could serve people now, and if not, why."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from flask import current_app
from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from webapp.foundation import clock, installation, presence
from webapp.foundation.data_folder import FOLDERS
from webapp.foundation.database import db
from webapp.foundation.migrations import FOLDER
from webapp.foundation.patience import is_locked_out, waiting_at_most
from webapp.foundation.settings import Settings, sqlite_file
from webapp.foundation.transaction import looking, unit_of_work

# As much as a registration with its mail and ticket takes, several times over.
_PROBE_BYTES = 256 * 1024
# Far more than any piece of a job takes between two signs of life.
_SILENT_SECONDS = 300.0
# A request waits far longer for its turn to write; whoever watches wants to hear of it.
PATIENCE_SECONDS = 2


def newest_migration() -> str:
    """The revision of the last migration; their files are named by time, so the last name is the newest."""
    newest = max((FOLDER / "versions").glob("*.py"), key=lambda path: path.name)
    lines = newest.read_text(encoding="utf-8").splitlines()
    line = next(line for line in lines if line.startswith("revision"))
    return line.split("=")[1].strip().strip("\"'")


def revision_of_database() -> str | None:
    """The migration up to which the database was brought; None for an empty one."""
    with db.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return str(found) if found else None


def what_is_missing(also: Mapping[str, Callable[[], bool]]) -> str | None:
    """None when all is well, else what stands in the way, in one line without a secret.

    `also` holds what else may be wrong, and who can tell by a database that answers.
    """
    settings: Settings = current_app.config["SETTINGS"]
    with waiting_at_most(PATIENCE_SECONDS):
        of_database = _wrong_with_database() or _wrong_within_it(also)
    said = [of_database, _wrong_with_disk(settings), _wrong_with_worker(settings)]
    return "; ".join(filter(None, said)) or None


def _wrong_with_database() -> str | None:
    """Something is really stored: a lock alone would be granted on a full disk as well."""
    try:
        if revision_of_database() != newest_migration():
            return "the tables are not up to date"
        with unit_of_work():
            installation.write_mark(now=clock.now())
    except installation.WrongSecretError:
        return "the secret is not the one with which the data was sealed"
    except (SQLAlchemyError, OSError) as problem:
        return _why_not(problem)
    return None


def _wrong_within_it(also: Mapping[str, Callable[[], bool]]) -> str | None:
    try:
        with looking():
            return "; ".join(words for words, is_so in also.items() if is_so()) or None
    except SQLAlchemyError as problem:
        return _why_not(problem)


def _why_not(problem: Exception) -> str:
    if isinstance(problem, DBAPIError) and is_locked_out(problem):
        return f"the database is locked: somebody else has held it for more than {PATIENCE_SECONDS} seconds"
    return "the database can't be read or written"


def _wrong_with_disk(settings: Settings) -> str | None:
    file = sqlite_file(settings)
    for folder in {settings.data_dir, file.parent if file else settings.data_dir}:
        if problem := _wrong_with_folder(folder):
            return f"the data folder takes no file: {problem}"
    said = [f"the folder {name} of the data folder takes no file: {problem}" for name, problem in _inside(settings)]
    return "; ".join(said) or None


def _inside(settings: Settings) -> Iterator[tuple[str, str]]:
    """What is wrong with the folders in the data folder; one that isn't there is made when it is needed."""
    for name in FOLDERS:
        if _lies_in(settings.data_dir, name) and (problem := _wrong_with_folder(settings.data_dir / name)):
            yield name, problem


def _lies_in(folder: Path, name: str) -> bool:
    """Also a line that leads nowhere."""
    return (folder / name).exists() or (folder / name).is_symlink()


def _wrong_with_folder(folder: Path) -> str | None:
    try:
        _write_probe(folder)
    except OSError as problem:
        return problem.strerror or type(problem).__name__
    return None


def _write_probe(folder: Path) -> None:
    with tempfile.TemporaryFile(dir=folder, buffering=0) as probe:
        rest = memoryview(bytes(_PROBE_BYTES))
        while rest:
            rest = rest[probe.write(rest) :]


def _wrong_with_worker(settings: Settings) -> str | None:
    try:
        is_missing = presence.is_worker_missing(settings.data_dir)
    except OSError as problem:
        return f"nobody can say whether the mail worker runs: {problem.strerror}"
    if is_missing:
        return "the mail worker is not running"
    silent = presence.silent_seconds(settings.data_dir)
    return (
        f"the mail worker hangs: nothing has moved for {silent // 60:.0f} minutes" if silent > _SILENT_SECONDS else None
    )
