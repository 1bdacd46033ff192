"""Uploaded files: kept beside the data under random names, known by a row, told apart by what they hold.

The file is written before the transaction ends and the row within it; what a rollback leaves behind is swept up later,
as is what came with a form that led to nothing. Whatever names a file says so (`named_files`), else the sweep takes it.
"""

import hashlib
import io
import os
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from flask import current_app
from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.foundation import data_folder, tokens
from webapp.foundation.database import Model, session
from webapp.foundation.errors import InvalidError
from webapp.foundation.file_names import LONGEST_NAME, OFFICE, OPEN_DOCUMENT, honest_name
from webapp.foundation.going_on import Work, go_through
from webapp.foundation.named_files import unnamed_among
from webapp.foundation.spreadsheets.letters import may_be_text
from webapp.foundation.spreadsheets.types import BROKEN
from webapp.foundation.transaction import after_commit, savepoint
from webapp.foundation.whole_files import is_whole

LARGEST_BYTES = 10 * 1024 * 1024
_ID = re.compile(r"[\w-]{22}", re.ASCII)
# What is written beside a file until it is whole goes as well; any other name is somebody's own.
_ID_OR_HALF = re.compile(r"[\w-]{22}(\.[\w-]{22})?", re.ASCII)
_MOST_ENTRIES = 2_000
_MOST_UNPACKED = 200 * 1024 * 1024
_ORPHAN_AFTER = timedelta(days=1)
_STARTS = ((b"%PDF-", "application/pdf"), (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))
_PARTS = (("word/", OFFICE + "wordprocessingml.document"), ("xl/", OFFICE + "spreadsheetml.sheet"))


class FileRefusedError(InvalidError):
    """The file can't be taken: too large, empty, or of a kind that isn't on the list."""

    code = "file_refused"


class FileDamagedError(FileRefusedError):
    """The file breaks off or was damaged on its way."""

    code = "file_damaged"


class StoredFile(Model):
    """An uploaded file; its bytes lie in the data folder under the public id."""

    __tablename__ = "stored_file"

    public_id: Mapped[str] = mapped_column(String(22), primary_key=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    media_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int] = mapped_column()
    sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column()


@dataclass(frozen=True, slots=True)
class Kept:
    """What an answer holds of an uploaded file."""

    id: str
    name: str
    size: int
    type: str


def keep(stream: BinaryIO, *, name: str, now: datetime, tables: bool = False) -> Kept:
    """Store what the stream holds; FileRefusedError when it can't be taken.

    `tables` are texts or workbooks; whoever reads them names what is damaged in them.
    """
    content = stream.read(LARGEST_BYTES + 1)
    media_type = _table_type(content) if tables else type_of_whole(content)
    return store(content, name=name, media_type=media_type, now=now)


def store(content: bytes, *, name: str, media_type: str, now: datetime) -> Kept:
    """Store what we made ourselves, whatever its size."""
    public_id = tokens.new_id()
    write_whole(_place_of(public_id), content)
    row = StoredFile(
        public_id=public_id,
        name=honest_name(name, media_type),
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        created_at=now,
    )
    session().add(row)
    session().flush()
    return Kept(public_id, row.name, row.size, media_type)


def media_type_of(content: bytes) -> str:
    """What the bytes are, whatever they are called; FileRefusedError for all that isn't on the list."""
    if not 0 < len(content) <= LARGEST_BYTES:
        raise FileRefusedError("empty or too large")
    for start, media_type in _STARTS:
        if content.startswith(start):
            return media_type
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    if content.startswith(b"PK\x03\x04"):
        return _document_type(content)
    raise FileRefusedError("not a kind of file that is taken")


def type_of_whole(content: bytes) -> str:
    """As `media_type_of`; FileDamagedError when the file isn't whole."""
    media_type = media_type_of(content)
    if not is_whole(content, media_type):
        raise FileDamagedError(media_type)
    return media_type


def _table_type(content: bytes) -> str:
    """As `media_type_of`, for what shall be read as a table: what is no workbook must be text."""
    if content.startswith(b"PK\x03\x04") or not 0 < len(content) <= LARGEST_BYTES:
        return media_type_of(content)
    if not may_be_text(content):
        raise FileRefusedError("not a kind of file that is taken")
    return "text/csv"


def find(public_id: str) -> StoredFile | None:
    """What is known of a file."""
    return session().get(StoredFile, public_id)


def stored_among(public_ids: Iterable[str]) -> list[str]:
    """Those of these names that are a file's. One query."""
    return list(session().scalars(select(StoredFile.public_id).where(StoredFile.public_id.in_(set(public_ids)))))


def path_of(public_id: str) -> Path:
    """Where the bytes of a file lie."""
    return _place_of(public_id)


def forget(public_ids: Iterable[str]) -> None:
    """Delete files: the rows now, the bytes once that is stored."""
    places = [_place_of(public_id) for public_id in public_ids]
    session().execute(delete(StoredFile).where(StoredFile.public_id.in_([place.name for place in places])))

    def remove() -> None:
        for place in places:
            place.unlink(missing_ok=True)

    after_commit(remove)


def sweep(*, now: datetime) -> int:
    """Delete files that nothing names, and bytes that no row knows, older than a day; returns how many."""
    rows = session().scalars(select(StoredFile.public_id).where(StoredFile.created_at < now - _ORPHAN_AFTER))
    let_go: Work[str] = Work("let a file go", lambda public_id: forget([public_id]), savepoint)
    gone = go_through(let_go, unnamed_among(set(rows)))
    found = [path for path in _folder().glob("??/*") if _ID_OR_HALF.fullmatch(path.name) and path.is_file()]
    old = [path for path in found if now.timestamp() - path.stat().st_mtime > _ORPHAN_AFTER.total_seconds()]
    known = set(session().scalars(select(StoredFile.public_id).where(StoredFile.public_id.in_([p.name for p in old]))))
    orphans = {path.name: path for path in old if path.name not in known}
    act: Work[str] = Work("sweep a file", lambda name: orphans[name].unlink(missing_ok=True), savepoint)
    return len(set(gone).union(go_through(act, orphans)))


def _document_type(content: bytes) -> str:
    """A word processor's or spreadsheet's file, looked at by its directory only."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            entries = box.infolist()
            if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
                raise FileRefusedError("unpacks to too much")
            names = [entry.filename for entry in entries]
            if "mimetype" in names and box.getinfo("mimetype").file_size <= len(OPEN_DOCUMENT) + 20:
                said = box.read("mimetype").decode("ascii", "replace").strip()
                if said in {f"{OPEN_DOCUMENT}text", f"{OPEN_DOCUMENT}spreadsheet"}:
                    return said
    except BROKEN:
        raise FileDamagedError("a broken container") from None
    for part, media_type in _PARTS:
        if "[Content_Types].xml" in names and any(name.startswith(part) for name in names):
            return media_type
    raise FileRefusedError("not a kind of file that is taken")


def _folder() -> Path:
    folder: Path = current_app.config["SETTINGS"].data_dir / data_folder.UPLOADS
    return folder


def _place_of(public_id: str) -> Path:
    if not _ID.fullmatch(public_id):
        raise FileRefusedError("not one of our names")
    return _folder() / public_id[:2] / public_id


def write_whole(place: Path, content: bytes) -> None:
    """Write a file whole or not at all; folders that are gone are made anew."""
    data_dir = current_app.config["SETTINGS"].data_dir
    for folder in reversed(place.parents):
        if data_dir in folder.parents:
            folder.mkdir(mode=0o700, exist_ok=True)
    beside = place.with_suffix(f".{tokens.new_id()}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)  # on a full disk no half file takes what little room there is
