"""What lies in the data folder: each name stands here and nowhere else."""

from contextlib import suppress
from pathlib import Path

DATABASE = "dialogwerk.sqlite3"
BACKUP = "backup.sqlite3"
SECRET = "secret_key"  # noqa: S105 - the name of the file
QUEUE = "jobs.sqlite3"
COUNTERS = "throttle.sqlite3"
WORKER = "worker.lock"
UPLOADS, WAITING, MAILBOX = "files", "pending", "mail"

FILES = (SECRET, QUEUE, COUNTERS, WORKER)
FOLDERS = (UPLOADS, WAITING, MAILBOX)
BESIDE_DATABASE = ("-journal", "-wal", "-shm", "-turnstile", "-writer", "-migration")


def kept_for_us(path: Path, data_dir: Path) -> str | None:
    """The name of the file or folder of ours that `path` leads to, however it is written; None when it is free."""
    where, folder = path.resolve(), data_dir.resolve()
    for name in (*FILES, BACKUP, *FOLDERS):
        own = folder / name
        if own.resolve() in {where, *where.parents} or _is_same(path, own):
            return name
    # Where the system tells no small letters from large ones, it is the same file although none lies there yet.
    inside = str(where.relative_to(folder)).casefold().split("/") if folder in where.parents else [""]
    for name in (*FILES, BACKUP, *FOLDERS):
        if inside[0] == name or inside[0].startswith(f"{name}-"):
            return name
    return None


def _is_same(one: Path, other: Path) -> bool:
    with suppress(OSError):
        return one.samefile(other)
    return False
