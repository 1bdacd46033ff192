"""Files that came with a form that was refused for another reason: kept for an hour, for its next attempt.

They lie in the data folder under a keyed digest of the form's one-time key and the field, known to no row and to no
page: whoever sends the same form once more has them, nobody else. There is one for each field of a form, and only so
many in all.
"""

import hashlib
import hmac
import io
import json
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
    if not place.exists() and sum(1 for _each in _folder().glob("*")) >= MOST:
        return False
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_suffix(f".{tokens.new_id()}")
    beside.write_bytes(json.dumps([now.timestamp(), tidy_name(name)]).encode() + _NEWLINE + content)
    beside.replace(place)
    return True


def held(*, form_key: str, field: str, now: datetime) -> Pending | None:
    """The file that waits for this field of the form."""
    try:
        head, _sign, content = _place_of(form_key, field).read_bytes().partition(_NEWLINE)
    except FileNotFoundError:
        return None
    kept_at, name = json.loads(head)
    is_over = now.timestamp() - kept_at > KEPT_FOR.total_seconds()
    return None if is_over else Pending(name, content)


def drop(*, form_key: str, field: str) -> None:
    """Delete the file that waits for this field of the form."""
    _place_of(form_key, field).unlink(missing_ok=True)


def sweep(*, now: datetime) -> int:
    """Delete files whose form didn't come again within an hour; returns how many."""
    old = [each for each in _folder().glob("*") if now.timestamp() - _kept_at(each) > KEPT_FOR.total_seconds()]
    for each in old:
        each.unlink(missing_ok=True)
    return len(old)


def _kept_at(place: Path) -> float:
    try:
        with place.open("rb") as file:
            return float(json.loads(file.readline())[0])
    except FileNotFoundError:
        return float("inf")
    except (ValueError, TypeError, LookupError):
        return 0.0


def _folder() -> Path:
    folder: Path = current_app.config["SETTINGS"].data_dir / data_folder.WAITING
    return folder


def _place_of(form_key: str, field: str) -> Path:
    key = tokens.derive_key(current_app.config["SECRET_KEY"], "pending files")
    said = json.dumps([form_key, field]).encode()
    return _folder() / hmac.new(key, said, hashlib.sha256).hexdigest()
