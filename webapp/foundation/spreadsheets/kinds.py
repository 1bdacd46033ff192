"""What a file is that isn't one of our tables, so that whoever brought it learns what to do with it."""

import io
import re
import zipfile
from collections.abc import Sequence

from webapp.foundation.spreadsheets.types import BROKEN, TableProblem

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what Office wrote until 2003, and still does for passwords
_BARE_SHEETS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
_STREAMS = ("EncryptedPackage", "Workbook", "Book\0")
_DOCUMENTS = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"{\\rtf")
_BOX, _GZIP = b"PK\x03\x04", b"\x1f\x8b\x08"
_BEGINNING = 4096
_SKIPPED = r"\s*(?:<\?[^>]*>\s*|<!--(?:(?!-->).)*-->\s*)*"
_PAGE = re.compile(rf"{_SKIPPED}<(?:!doctype html|html|head|meta|body|title|style|table|center|div|font)\b", re.DOTALL)
_ARCHIVED_PAGE = re.compile(r"\s*(?:(?:from|subject|date):.*)?mime-version:.*text/html", re.DOTALL)
_XML_WORKBOOK = re.compile(rf"{_SKIPPED}<(?:\w+:)?workbook\b.*urn:schemas-microsoft-com:office:spreadsheet", re.DOTALL)
_FLAT_OPEN_DOCUMENT = re.compile(rf"{_SKIPPED}<office:document\b", re.DOTALL)
_MARKUP = (
    (_PAGE, TableProblem.WEB_PAGE),
    (_ARCHIVED_PAGE, TableProblem.WEB_PAGE),
    (_XML_WORKBOOK, TableProblem.XML_WORKBOOK),
    (_FLAT_OPEN_DOCUMENT, TableProblem.OPEN_DOCUMENT),
    (re.compile(r"\s*begin:vcard\b"), TableProblem.CARDS),
    (re.compile(r"\s*begin:vcalendar\b"), TableProblem.CALENDAR),
)
_OPEN_SHEET = "application/vnd.oasis.opendocument.spreadsheet"
_WITHIN = (".csv", ".xlsx", ".xls", ".ics", ".txt", ".ods")


def foreign_kind(content: bytes) -> TableProblem | None:
    """What a file is that people take for a table and that can't be read as one; None for all else."""
    if content.startswith(_COMPOUND):
        return _in_compound(content)
    if content.startswith(_BARE_SHEETS):
        return TableProblem.OLD_WORKBOOK
    if content.startswith(_DOCUMENTS) or (content.startswith(b"RIFF") and content[8:12] == b"WEBP"):
        return TableProblem.DOCUMENT
    if content.startswith(_GZIP):
        return TableProblem.PACKED
    return _in_box(content) if content.startswith(_BOX) else _in_markup(content)


def _in_compound(content: bytes) -> TableProblem:
    """By the names of the streams in it, which stand there letter by letter."""
    names = {name for name in _STREAMS if name.encode("utf-16-le") in content}
    if "EncryptedPackage" in names:
        return TableProblem.LOCKED_WORKBOOK
    return TableProblem.OLD_WORKBOOK if names else TableProblem.DOCUMENT


def _in_box(content: bytes) -> TableProblem | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            names = box.namelist()
            said = box.open("mimetype").read(len(_OPEN_SHEET) + 20) if "mimetype" in names else b""
    except BROKEN:
        return None
    if b"opendocument" in said:
        return TableProblem.OPEN_DOCUMENT if said.startswith(_OPEN_SHEET.encode()) else TableProblem.DOCUMENT
    return _by_parts(names)


def _by_parts(names: Sequence[str]) -> TableProblem | None:
    if "xl/workbook.xml" in names:
        return None
    if "xl/workbook.bin" in names:
        return TableProblem.BINARY_WORKBOOK
    if any(name.endswith((".iwa", "Index.zip", "index.apxl")) for name in names):
        return TableProblem.NUMBERS
    if any(name.startswith(("word/", "ppt/")) for name in names):
        return TableProblem.DOCUMENT
    return TableProblem.PACKED if any(name.casefold().endswith(_WITHIN) for name in names) else None


def _in_markup(content: bytes) -> TableProblem | None:
    # Of two bytes a letter one is zero; no encoding hides what the file is.
    beginning = content[:_BEGINNING].replace(b"\x00", b"").decode("latin-1").lower()
    bare = beginning.removeprefix("ï»¿").removeprefix("ÿþ".lower()).removeprefix("þÿ".lower())
    return next((problem for shape, problem in _MARKUP if shape.match(bare)), None)
