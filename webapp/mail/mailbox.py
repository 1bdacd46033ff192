"""A mailbox in a folder: what would have been sent, for trying things out."""

import logging
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

log = logging.getLogger(__name__)

_NAME = re.compile(r"[A-Za-z0-9_-]{22}")
_MOST_SHOWN = 200
_FIRST_YEAR, _NO_YEAR = 1970, 9999


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
        return _read(name, raw) if raw is not None else None

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
        read = (_read(name, raw) for name, raw in found if raw is not None)
        return (each for each in read if each is not None)

    def _files(self) -> list[Path]:
        return list(self._folder.glob("*.eml")) if self._folder.is_dir() else []

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


def _read(name: str, raw: bytes) -> Received | None:
    """None for what is no mail."""
    try:
        return _received(name, raw)
    except Exception as problem:  # noqa: BLE001 - the parser says in many ways that a file is damaged
        log.warning("%s in the mailbox is no mail: %s", name, type(problem).__name__)
        return None


def _received(name: str, raw: bytes) -> Received:
    message = message_from_bytes(raw, policy=SMTP)
    parts = {kind: message.get_body(preferencelist=(kind,)) for kind in ("plain", "html")}
    return Received(
        name=name,
        at=_aware(message["Date"].datetime),
        to=_showable(_addressee(raw)),
        subject=_showable(str(message["Subject"])),
        text=_showable(parts["plain"].get_content()) if parts["plain"] else "",
        html=_showable(parts["html"].get_content()) if parts["html"] else "",
    )


def _aware(moment: datetime) -> datetime:
    """A date may leave its zone open (RFC 5322, "-0000")."""
    if not _FIRST_YEAR <= moment.year < _NO_YEAR:
        raise ValueError("a date beyond what any zone can show")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _showable(text: str) -> str:
    """Without what no page can hold: half letters that stand for damaged bytes."""
    return text.encode("utf-8", "replace").decode()


def _addressee(raw: bytes) -> str:
    # The newer parser puts blanks between the pieces of a long name.
    return str(make_header(decode_header(message_from_bytes(raw, policy=compat32)["To"])))
