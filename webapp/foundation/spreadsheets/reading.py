"""Tables from strangers: looked at before they are unpacked, then read a row at a time."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any

from webapp.foundation.errors import InvalidError

MOST_ROWS = 100_000
_MOST_COLUMNS = 60
_MOST_PARTS = 500
_MOST_UNPACKED = 150 * 1024 * 1024
_HIGHEST_RATIO = 300  # honest sheets with many equal rows shrink to a fiftieth
_SMALL = 1024 * 1024
_BEGINNING = 4096
_SAMPLE = 64 * 1024
_ZIP = b"PK\x03\x04"


class TableProblem(StrEnum):
    """Why a file can't be read as a table."""

    NO_TABLE = "no_table"
    TOO_LARGE = "too_large"
    SUSPICIOUS = "suspicious"
    TOO_MANY_ROWS = "too_many_rows"


class TableInvalidError(InvalidError):
    """The file can't be read; `details["problem"]` is a TableProblem."""

    code = "table_invalid"


def check(path: Path) -> None:
    """Refuse what isn't a table or could do harm, without unpacking it; TableInvalidError says why.

    A spreadsheet is a box of XML files. One that grows beyond measure, or whose XML defines entities, is no honest one.
    """
    if not _is_box(path):
        _encoding_of(path)
        return
    try:
        with zipfile.ZipFile(path) as box:
            _check_sizes(box.infolist())
            if "xl/workbook.xml" not in box.namelist():
                raise TableInvalidError(problem=TableProblem.NO_TABLE)
            _check_beginnings(box)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as fault:
        raise TableInvalidError(problem=TableProblem.NO_TABLE) from fault


def rows_of(path: Path) -> Iterator[Sequence[str]]:
    """The rows of the first sheet as texts, the headings first; at most MOST_ROWS beneath them, else TableInvalidError.

    Check the file before. Formulas come as what they last showed.
    """
    rows = _xlsx_rows(path) if _is_box(path) else _csv_rows(path)
    yield from islice(rows, MOST_ROWS + 1)
    if next(rows, None) is not None:
        raise TableInvalidError(problem=TableProblem.TOO_MANY_ROWS)


def _is_box(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_ZIP)) == _ZIP


def _check_sizes(parts: Sequence[zipfile.ZipInfo]) -> None:
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise TableInvalidError(problem=TableProblem.TOO_LARGE)
    if any(part.file_size > max(_SMALL, part.compress_size * _HIGHEST_RATIO) for part in parts):
        raise TableInvalidError(problem=TableProblem.TOO_LARGE)


def _check_beginnings(box: zipfile.ZipFile) -> None:
    """A document type, by which entities are defined, stands at the beginning or nowhere."""
    for name in box.namelist():
        if name.endswith((".xml", ".rels", ".vml")):
            with box.open(name) as part:
                # Read as text of one byte or two a letter, so that no encoding hides it.
                beginning = part.read(_BEGINNING).replace(b"\x00", b"").upper()
            if b"<!DOCTYPE" in beginning or b"<!ENTITY" in beginning:
                raise TableInvalidError(problem=TableProblem.SUSPICIOUS)


def _xlsx_rows(path: Path) -> Iterator[Sequence[str]]:
    # Here and not above: it takes a while and few pages need it. It reads XML with defusedxml, which refuses entities.
    from defusedxml.common import DefusedXmlException
    from openpyxl import load_workbook

    try:
        with path.open("rb") as file:
            sheet: Any = load_workbook(file, read_only=True, data_only=True, keep_links=False).worksheets[0]
            sheet.reset_dimensions()  # what the file says of its size may be wrong
            for row in sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True):
                if any(value not in {None, ""} for value in row):
                    yield [_text(value) for value in row]
    except Exception as fault:  # the library names no errors of its own for a broken file
        is_refused = any(isinstance(each, DefusedXmlException) for each in (fault, fault.__cause__))
        problem = TableProblem.SUSPICIOUS if is_refused else TableProblem.NO_TABLE
        raise TableInvalidError(problem=problem) from fault


def _csv_rows(path: Path) -> Iterator[Sequence[str]]:
    encoding = _encoding_of(path)
    with path.open(encoding=encoding, newline="") as file:
        sample = file.read(_SAMPLE)
        file.seek(0)
        reader = csv.reader(file, delimiter=_delimiter_of(sample))
        try:
            for row in reader:
                if any(cell.strip() for cell in row):
                    yield [cell.strip() for cell in row[:_MOST_COLUMNS]]
        except (csv.Error, UnicodeDecodeError) as fault:
            raise TableInvalidError(problem=TableProblem.NO_TABLE) from fault


def _encoding_of(path: Path) -> str:
    with path.open("rb") as file:
        beginning = file.read(_SAMPLE)
    if not beginning.strip() or b"\x00" in beginning:
        raise TableInvalidError(problem=TableProblem.NO_TABLE)
    try:
        # A letter may be cut in two where the sample ends.
        io.TextIOWrapper(io.BytesIO(beginning[: -4 or None]), "utf-8-sig").read()
    except UnicodeDecodeError:
        return "cp1252"  # what German spreadsheet programs write when nobody asks them for UTF-8
    return "utf-8-sig"


def _delimiter_of(sample: str) -> str:
    line = sample.partition("\n")[0]
    return max(";,\t", key=line.count)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value).strip()
