"""A mailbox in a folder: what would have been sent, for trying things out."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from webapp.mail.errors import UnreachableError
from webapp.mail.outbox.received import Received, read

_NAME = re.compile(r"[A-Za-z0-9_-]{22}")
_MOST_SHOWN = 200


class Mailbox:
    """Writes each message into a file of its own; the same one again replaces itself."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def deliver(self, message: EmailMessage, name: str) -> None:
        target = self._file(name)
        unfinished = target.with_suffix(".part")
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            unfinished.touch(mode=0o600)
            unfinished.write_bytes(message.as_bytes())
            unfinished.replace(target)
        except OSError as problem:
            raise UnreachableError(f"mailbox: {problem.strerror}") from None

    def close(self) -> None:
        """Nothing stays open."""

    def newest(self) -> list[Received]:
        """What lies in the mailbox, newest first."""
        return sorted(self._all(), key=lambda found: found.at, reverse=True)[:_MOST_SHOWN]

    def find(self, name: str) -> Received | None:
        """One message; None when there is none of this name."""
        raw = self.raw(name)
        return read(name, raw) if raw is not None else None

    def raw(self, name: str) -> bytes | None:
        """One message as it would have gone out."""
        if not _NAME.fullmatch(name):
            return None
        return _bytes_of(self._file(name))

    def older(self, than: timedelta, *, now: datetime) -> list[str]:
        """The names of messages that have lain here for longer."""
        old = (path for path in self._files() if datetime.fromtimestamp(_changed(path), UTC) < now - than)
        return [path.stem for path in old]

    def forget(self, names: Iterable[str]) -> None:
        """Delete these messages, as far as they are here."""
        for name in names:
            self._file(name).unlink(missing_ok=True)

    def _all(self) -> Iterator[Received]:
        newest = sorted(self._files(), key=_changed, reverse=True)
        found = ((path.stem, _bytes_of(path)) for path in newest[:_MOST_SHOWN])
        mails = (read(name, raw) for name, raw in found if raw is not None)
        return (each for each in mails if each is not None)

    def _files(self) -> list[Path]:
        """Ours; what lies there under another name is somebody's own."""
        found = self._folder.glob("*.eml") if self._folder.is_dir() else ()
        return [path for path in found if _NAME.fullmatch(path.stem)]

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.eml"


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # somebody has taken it away meanwhile
        return 0.0
