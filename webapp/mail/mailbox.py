"""A mailbox in a folder: what would have been sent, for trying things out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import SMTP, compat32
from pathlib import Path

from webapp.mail.errors import UnreachableError

_NAME = re.compile(r"[A-Za-z0-9_-]{22}")
_MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Received:
    """A message that lies in the mailbox."""

    name: str
    at: datetime
    to: str
    subject: str
    text: str
    html: str


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
        return _received(name, raw) if raw is not None else None

    def raw(self, name: str) -> bytes | None:
        """One message as it would have gone out."""
        if not _NAME.fullmatch(name):
            return None
        file = self._file(name)
        return file.read_bytes() if file.is_file() else None

    def older(self, than: timedelta, *, now: datetime) -> list[str]:
        """The names of messages that have lain here for longer."""
        old = (path for path in self._files() if datetime.fromtimestamp(path.stat().st_mtime, UTC) < now - than)
        return [path.stem for path in old]

    def forget(self, names: Iterable[str]) -> None:
        """Delete these messages, as far as they are here."""
        for name in names:
            self._file(name).unlink(missing_ok=True)

    def _all(self) -> Iterator[Received]:
        newest = sorted(self._files(), key=lambda path: path.stat().st_mtime, reverse=True)
        return (_received(path.stem, path.read_bytes()) for path in newest[:_MOST_SHOWN])

    def _files(self) -> list[Path]:
        return list(self._folder.glob("*.eml")) if self._folder.is_dir() else []

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.eml"


def _received(name: str, raw: bytes) -> Received:
    message = message_from_bytes(raw, policy=SMTP)
    parts = {kind: message.get_body(preferencelist=(kind,)) for kind in ("plain", "html")}
    return Received(
        name=name,
        at=message["Date"].datetime,
        to=_addressee(raw),
        subject=str(message["Subject"]),
        text=parts["plain"].get_content() if parts["plain"] else "",
        html=parts["html"].get_content() if parts["html"] else "",
    )


def _addressee(raw: bytes) -> str:
    # The newer parser puts blanks between the pieces of a long name.
    return str(make_header(decode_header(message_from_bytes(raw, policy=compat32)["To"])))
