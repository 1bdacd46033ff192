"""Workbooks (XLSX): which sheets there are, and what stands in their rows, a row at a time."""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from webapp.foundation.spreadsheets.cells import BUILT_IN, shown
from webapp.foundation.spreadsheets.types import (
    MOST_COLUMNS,
    UNREADABLE,
    Budget,
    Row,
    TableInvalidError,
    TableProblem,
)
from webapp.foundation.spreadsheets.walking import Walker, walk, walk_through

BOOK = "xl/workbook.xml"
_LAST_ROW = 1_048_576
_MOST_SHEETS = 100
_MOST_LETTERS = 40_000_000  # of all texts of a workbook
_REFERENCE = re.compile(r"([A-Z]{1,3})\d{1,7}", re.ASCII)
_DIGITS = re.compile(r"\d{1,7}", re.ASCII)


@dataclass(slots=True)
class Book:
    """What the sheets of a workbook share. `sheets` are the visible ones: title and part."""

    sheets: list[tuple[str, str]] = field(default_factory=list)
    since_1904: bool = False
    texts: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)


def open_book(box: zipfile.ZipFile, budget: Budget) -> Book:
    """What a workbook holds beside its rows."""
    contents, targets = _Contents(budget), _Targets(budget)
    texts, styles = _Texts(budget), _Styles(budget)
    _look_at(box, BOOK, contents)
    _look_at(box, "xl/_rels/workbook.xml.rels", targets)
    _look_at(box, targets.shared.get("sharedStrings", "xl/sharedStrings.xml"), texts)
    _look_at(box, targets.shared.get("styles", "xl/styles.xml"), styles)
    there = set(box.namelist())
    sheets = [(title, targets.sheets.get(key, "")) for title, key in contents.sheets]
    found = [(title, part) for title, part in sheets if part in there]
    if not found:
        raise TableInvalidError(problem=TableProblem.NO_TABLE)
    return Book(found, contents.since_1904, texts.found, styles.formats())


def rows_of_sheet(box: zipfile.ZipFile, part: str, book: Book, budget: Budget) -> Iterator[Row]:
    """The rows of a sheet with something in them."""
    walker = _Sheet(book, budget)
    with box.open(part) as stream:
        for _ in walk(stream, walker):
            yield from walker.rows
            walker.rows.clear()


def _look_at(box: zipfile.ZipFile, part: str, walker: Walker) -> None:
    if part in box.namelist():
        with box.open(part) as stream:
            walk_through(stream, walker)


class _Contents(Walker):
    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.sheets: list[tuple[str, str]] = []
        self.since_1904 = False

    def begin(self, name: str, said: dict[str, str]) -> None:
        if name == "workbookPr":
            self.since_1904 = said.get("date1904", "0") in {"1", "true"}
        elif name == "sheet" and said.get("state", "visible") == "visible" and len(self.sheets) < _MOST_SHEETS:
            key = next((value for label, value in said.items() if label.rpartition(":")[2] == "id"), "")
            self.sheets.append((said.get("name", ""), key))


class _Targets(Walker):
    """Where the sheets and what they share lie."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.sheets: dict[str, str] = {}
        self.shared: dict[str, str] = {}

    def begin(self, name: str, said: dict[str, str]) -> None:
        if name != "Relationship" or said.get("TargetMode") == "External":
            return
        kind = said.get("Type", "").rpartition("/")[2]
        part = posixpath.normpath(posixpath.join("/xl", said.get("Target", ""))).lstrip("/")
        if kind == "worksheet":
            self.sheets[said.get("Id", "")] = part
        else:
            self.shared[kind] = part


class _Texts(Walker):
    """The texts that cells point to; how Asian names are pronounced is left out."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.found: list[str] = []
        self._parts: list[str] = []
        self._aside = 0
        self._letters = 0

    def begin(self, name: str, said: dict[str, str]) -> None:  # noqa: ARG002 - as the walker is told
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._aside += 1
        elif name == "t" and not self._aside:
            self.listen()

    def end(self, name: str) -> None:
        if name == "rPh":
            self._aside -= 1
        elif name == "t" and self.texts is not None:
            self._parts.append(self.heard())
        elif name == "si":
            text = "".join(self._parts)
            self._letters += len(text)
            if self._letters > _MOST_LETTERS:
                raise TableInvalidError(problem=TableProblem.TOO_LARGE)
            self.found.append(text)


class _Styles(Walker):
    """Which number format each style of a cell has."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self._codes: dict[str, str] = {}
        self._ids: list[str] = []
        self._inside = False

    def begin(self, name: str, said: dict[str, str]) -> None:
        if name == "numFmt":
            self._codes[said.get("numFmtId", "")] = said.get("formatCode", "")[:200]
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self._ids.append(said.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._inside = False

    def formats(self) -> list[str]:
        """The code of each style, in order."""
        return [self._codes.get(each) or BUILT_IN.get(int(each) if each.isdigit() else 0, "") for each in self._ids]


class _Sheet(Walker):
    def __init__(self, book: Book, budget: Budget) -> None:
        super().__init__(budget)
        self.rows: list[Row] = []
        self._book = book
        self._number = 0
        self._broken = False
        self._cells: dict[int, str] = {}
        self._column = 0
        self._cell: dict[str, str] = {}
        self._value: list[str] = []
        self._aside = 0

    def begin(self, name: str, said: dict[str, str]) -> None:
        if name == "c":
            self._begin_cell(said)
        elif name == "row":
            self._begin_row(said.get("r"))
        elif name == "rPh":
            self._aside += 1
        elif name in {"v", "t"} and not self._aside:
            self.listen()

    def end(self, name: str) -> None:
        if name in {"v", "t"} and self.texts is not None:
            self._value.append(self.heard())
        elif name == "c":
            self._end_cell()
        elif name == "row":
            self._end_row()
        elif name == "rPh":
            self._aside -= 1

    def _begin_row(self, said: str | None) -> None:
        number = self._number + 1
        self._cells, self._column, self._broken = {}, 0, False
        if said is not None:
            is_honest = _DIGITS.fullmatch(said) and number <= int(said) <= _LAST_ROW
            self._broken = not is_honest
            number = int(said) if is_honest else number
        self._number = number

    def _begin_cell(self, said: dict[str, str]) -> None:
        self._cell, self._value = said, []
        reference = said.get("r")
        if reference is None:
            self._column += 1
        elif match := _REFERENCE.fullmatch(reference):
            self._column = _column(match[1])
        else:
            self._broken = True
            self._column += 1

    def _end_cell(self) -> None:
        text = self._text().strip()
        if text and 0 < self._column <= MOST_COLUMNS:
            self._cells[self._column] = text

    def _text(self) -> str:
        kind, value = self._cell.get("t", "n"), "".join(self._value)
        if kind in {"str", "inlineStr", "d"}:
            return value
        value = value.strip()
        if not value:
            return ""
        if kind == "s":
            return self._book.texts[int(value)] if _is_place(value, self._book.texts) else UNREADABLE
        if kind == "b":
            return {"1": "true", "0": "false"}.get(value, value)
        if kind == "e":
            return UNREADABLE
        style = self._cell.get("s", "0")
        code = self._book.formats[int(style)] if _is_place(style, self._book.formats) else ""
        return shown(value, code, since_1904=self._book.since_1904)

    def _end_row(self) -> None:
        if self._cells:
            self.budget.row()
            cells = tuple(self._cells.get(place, "") for place in range(1, max(self._cells) + 1))
            self.rows.append(Row(self._number, cells, self._broken))


def _is_place(said: str, among: Sequence[str]) -> bool:
    return _DIGITS.fullmatch(said) is not None and int(said) < len(among)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
