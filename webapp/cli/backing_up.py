"""A copy of the database while it is in use: whole or not at all, readable by its owner only."""

import os
import secrets
from contextlib import closing
from pathlib import Path

from webapp.foundation.data_folder import BACKUP, BESIDE_DATABASE, kept_for_us
from webapp.foundation.database import sqlite_module
from webapp.foundation.errors import DomainError
from webapp.foundation.settings import Settings, sqlite_file


class NotOursError(DomainError):
    """The copy is another program's business."""

    code = "not_ours"


def write_copy(settings: Settings, target: Path | None) -> Path:
    """Write a copy and give back where it lies; what lay there is replaced once the new one is whole."""
    source = sqlite_file(settings)
    if source is None:
        raise NotOursError("PostgreSQL is backed up by its own program: pg_dump --format=custom --file=FILE DATABASE")
    if not source.exists():
        raise NotOursError("There is no database yet; `dialogwerk serve` makes one")
    target = (target or settings.data_dir / BACKUP).absolute()
    if target.exists() and target.samefile(source):
        raise NotOursError("That is the database itself; name another file")
    if name := _ours(target, source, settings.data_dir):
        raise NotOursError(f"That is {name}, which Dialogwerk keeps for itself; name another file")
    if target.is_dir():
        raise NotOursError("That is a folder; name a file in it")
    if target.exists() and not target.is_file():
        raise NotOursError("That is no file but a device or a line to a program, which a copy would replace")
    try:
        _replace(target, source)
    except OSError as problem:
        raise OSError(
            problem.errno, f"The copy can't be written ({problem.strerror or problem})", str(target)
        ) from None
    return target


def _ours(target: Path, source: Path, data_dir: Path) -> str | None:
    """The name of what `target` would replace, in the data folder or beside the database; None for nothing."""
    name = kept_for_us(target, data_dir)
    if name is not None:
        return None if name == BACKUP else name
    beside = (source.with_name(source.name + end) for end in BESIDE_DATABASE)
    return next((each.name for each in beside if each.resolve() == target.resolve()), None)


def _replace(target: Path, source: Path) -> None:
    beside = target.with_name(f".{target.name}-{secrets.token_hex(4)}")
    try:
        # SQLite fills an empty file that is there, so nobody else may read it at any moment.
        os.close(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        _copy(source, beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    module = sqlite_module()
    try:
        with closing(module.connect(source, isolation_level=None)) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
    except module.Error as problem:
        raise OSError(None, str(problem)) from None
    with target.open("rb") as written:
        os.fsync(written.fileno())
