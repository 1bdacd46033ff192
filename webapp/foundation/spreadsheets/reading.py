"""Tables from strangers: looked at before they are unpacked, then read a row at a time, within bounds."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from webapp.foundation.spreadsheets.heads import Headings, head_of
from webapp.foundation.spreadsheets.kinds import foreign_kind
from webapp.foundation.spreadsheets.letters import lines_of, may_be_text
from webapp.foundation.spreadsheets.texts import delimiters_of, rows_of_text
from webapp.foundation.spreadsheets.twice import written_once
from webapp.foundation.spreadsheets.types import BROKEN, UNREADABLE, Budget, Row, TableInvalidError, TableProblem
from webapp.foundation.spreadsheets.workbooks import BOOK, open_book, rows_of_sheet

_MOST_PARTS = 500
_MOST_UNPACKED = 150 * 1024 * 1024
_HIGHEST_RATIO = 300  # honest sheets with many equal rows shrink to a fiftieth
_SMALL = 1024 * 1024
_BEGINNING = 4096
_ZIP = b"PK\x03\x04"
# What spreadsheets show, in German and English, where they could not reckon or find something, or had no room for it.
_ERROR = re.compile(
    r"#(?:N/?V|N/A|(?:BEZUG|REF|WERT|VALUE|ZAHL|NUM|NULL|DIV/0|ÜBERLAUF|SPILL|KALK|CALC|FELD|FIELD|BLOCKIERT|BLOCKED"
    r"|VERBINDEN|CONNECT|UNBEKANNT|UNKNOWN|BUSY|PYTHON)!|NAME\?|DATEN_ABRUFEN|GETTING_DATA|##+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and what stands beneath them. `sheet` is its title, `place` counts the sheets from 0.

    `since_1904`: days that are only numbers are counted from 1904. `above` the headings stand titles, or rows that were
    sorted there.
    """

    sheet: str
    place: int
    head: Row
    rows: Iterator[Row]
    since_1904: bool = False
    above: Sequence[Row] = ()


def check(path: Path) -> None:
    """Refuse what isn't a table or could do harm, without unpacking it; TableInvalidError says why.

    A spreadsheet is a box of XML files. One that grows beyond measure, or whose XML defines entities, is no honest one.
    """
    if (kind := foreign_kind(path.read_bytes())) is not None:
        raise TableInvalidError(problem=kind)
    if not _is_box(path):
        if not may_be_text(path.read_bytes()):
            raise TableInvalidError(problem=TableProblem.NO_TABLE)
        return
    with _honest(), zipfile.ZipFile(path) as box:
        _check_sizes(box.infolist())
        if BOOK not in box.namelist():
            raise TableInvalidError(problem=TableProblem.NO_TABLE)
        _check_beginnings(box)


def tables_in(
    path: Path, headings: Headings, budget: Budget | None = None, *, left: list[str] | None = None
) -> Iterator[Table]:
    """The tables of a file, one of each visible sheet that has such headings; read one before you ask for the next.

    Check the file before. TableInvalidError for what can't be read on. Formulas come as what they last showed. Rows and
    columns that nobody sees come along, marked as such. `left` gets the titles of sheets without such headings in which
    something stands.
    """
    budget = budget or Budget()
    for sheet, place, rows, since_1904 in _pages(path, headings, budget):
        found = head_of(rows, headings)
        if found.head is not None:
            beneath = found.rows if sheet is not None else _no_wider(found.rows, len(found.head.cells))
            yield Table(sheet or "", place, found.head, beneath, since_1904, found.above)
        elif left is not None and any(any(row.cells) for row in found.rows if not row.hidden):
            left.append(sheet or "")


def rows_of(path: Path, budget: Budget | None = None) -> Iterator[Row]:
    """All rows of all visible sheets, whatever they mean."""
    for _sheet, _place, rows, _since in _pages(path, Headings(lambda _: True), budget or Budget()):
        yield from rows


def _pages(path: Path, headings: Headings, budget: Budget) -> Iterator[tuple[str | None, int, Iterator[Row], bool]]:
    if not _is_box(path):
        yield None, 0, _text_page(path, headings, budget), False
        return
    with _honest(), zipfile.ZipFile(path) as box:
        book = open_book(box, budget)
        for place, (title, part) in enumerate(book.sheets):
            yield title, place, _guarded(rows_of_sheet(box, part, book, budget)), book.since_1904


def _text_page(path: Path, headings: Headings, budget: Budget) -> Iterator[Row]:
    """The rows of a text, with what stands between the cells such that the headings are found."""
    lines = lines_of(path.read_bytes())
    delimiters, skip = delimiters_of(lines)
    for each in delimiters:
        rows = rows_of_text(lines, each, skip=skip, budget=Budget(go_on=budget.look))
        if head_of(_own_letters(rows), headings).head:
            return _own_letters(rows_of_text(lines, each, skip=skip, budget=budget))
    return _own_letters(rows_of_text(lines, delimiters[0], skip=skip, budget=budget))


def _no_wider(rows: Iterator[Row], width: int) -> Iterator[Row]:
    """In a text one sign too many shifts all that follows; nobody knows which one it was."""
    for row in rows:
        yield replace(row, broken=True) if any(row.cells[width:]) else row


def _guarded(rows: Iterator[Row]) -> Iterator[Row]:
    with _honest():
        yield from _own_letters(rows)


def _own_letters(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows, in which what was taken for another code page before is written rightly, or marked.

    So is what a program shows in place of what it could not reckon or find.
    """
    for row in rows:
        is_plain = all(cell.isascii() and not cell.startswith("#") for cell in row.cells)
        yield row if is_plain else replace(row, cells=tuple(map(_own, row.cells)))


def _own(cell: str) -> str:
    return UNREADABLE if _ERROR.fullmatch(cell) else written_once(cell)


@contextmanager
def _honest() -> Iterator[None]:
    try:
        yield
    except BROKEN as fault:
        raise TableInvalidError(problem=TableProblem.NO_TABLE) from fault


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
