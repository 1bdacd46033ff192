"""Files that came with a form that was refused for another reason: kept for an hour, for its next attempt.

They lie in the data folder under a keyed digest of the form's one-time key and the field, known to no row and to no
page: whoever sends the same form once more has them, nobody else. There is one for each field of a form, and only so
many in all.
"""

import hashlib
import hmac
import io
import json
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from flask import current_app

from webapp.foundation import data_folder, files, tokens
from webapp.foundation.file_names import tidy_name

KEPT_FOR = timedelta(hours=1)
MOST = 200
_NEWLINE = b"\n"
# The digest, and what is written beside it until it is whole; any other name is somebody's own.
_NAME = re.compile(r"[0-9a-f]{64}(\.[\w-]{22})?", re.ASCII)
_LONGEST_HEAD = 4096
# What comes of reading what nobody wrote.
_DAMAGE = (ValueError, TypeError, LookupError, RecursionError)


@dataclass(frozen=True, slots=True)
class Pending:
    """A file that waits for its form."""

    name: str
    content: bytes

    def stream(self) -> BinaryIO:
        """Its bytes, from the beginning."""
        return io.BytesIO(self.content)


def hold(stream: BinaryIO, *, name: str, form_key: str, field: str, now: datetime) -> bool:
    """Keep what the stream holds for the form's next attempt; False when too many wait already.

    FileRefusedError when it couldn't be taken anyway.
    """
    content = stream.read(files.LARGEST_BYTES + 1)
    files.type_of_whole(content)
    sweep(now=now)
    place = _place_of(form_key, field)
    if place.is_dir() or (not place.exists() and sum(1 for _each in _all()) >= MOST):
        return False
    head = json.dumps([now.timestamp(), tidy_name(name), hashlib.sha256(content).hexdigest()])
    files.write_whole(place, head.encode() + _NEWLINE + content)
    return True


def held(*, form_key: str, field: str, now: datetime) -> Pending | None:
    """The file that waits for this field of the form; one that isn't as it was written doesn't wait."""
    place = _place_of(form_key, field)
    try:
        head, _sign, content = place.read_bytes().partition(_NEWLINE) if place.is_file() else (b"", b"", b"")
        kept_at, name, digest = json.loads(head)
        age = now.timestamp() - float(kept_at)
    except (OSError, *_DAMAGE):
        return None
    is_whole = isinstance(name, str) and hashlib.sha256(content).hexdigest() == digest
    return Pending(tidy_name(name), content) if is_whole and age <= KEPT_FOR.total_seconds() else None


def drop(*, form_key: str, field: str) -> None:
    """Delete the file that waits for this field of the form."""
    with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
        _place_of(form_key, field).unlink()


def sweep(*, now: datetime) -> int:
    """Delete files whose form didn't come again within an hour; returns how many."""
    old = [each for each in _all() if not now.timestamp() - _kept_at(each) <= KEPT_FOR.total_seconds()]
    for each in old:
        with suppress(OSError):  # the others go all the same, and this one another time
            each.unlink()
    return len(old)


def _kept_at(place: Path) -> float:
    try:
        if not place.is_file():
            return 0.0
        with place.open("rb") as file:
            return float(json.loads(file.readline(_LONGEST_HEAD))[0])
    except FileNotFoundError:
        return float("inf")
    except (OSError, *_DAMAGE):
        return 0.0


def _all() -> list[Path]:
    """What waits; a folder in between is somebody's own."""
    ours = (each for each in _folder().glob("*") if _NAME.fullmatch(each.name))
    return [each for each in ours if each.is_symlink() or not each.is_dir()]


def _folder() -> Path:
    folder: Path = current_app.config["SETTINGS"].data_dir / data_folder.WAITING
    return folder


def _place_of(form_key: str, field: str) -> Path:
    key = tokens.derive_key(current_app.config["SECRET_KEY"], "pending files")
    said = json.dumps([form_key, field]).encode()
    return _folder() / hmac.new(key, said, hashlib.sha256).hexdigest()
