"""Workbooks (XLSX): which sheets there are, and what stands in their rows, a row at a time."""

import posixpath
import zipfile
from collections.abc import Iterator

from webapp.foundation.spreadsheets.cells import BUILT_IN, unescaped
from webapp.foundation.spreadsheets.merging import merged_in
from webapp.foundation.spreadsheets.sheets import Book, SheetWalker, is_on
from webapp.foundation.spreadsheets.types import (
    Budget,
    Row,
    TableInvalidError,
    TableProblem,
)
from webapp.foundation.spreadsheets.walking import Walker, walk, walk_through

BOOK = "xl/workbook.xml"
_MOST_SHEETS = 100
_MOST_LETTERS = 40_000_000  # of all texts of a workbook


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
    return Book(
        found,
        contents.since_1904,
        texts.found,
        styles.formats(),
        texts.struck,
        styles.struck(),
        is_reckoned_later=contents.is_reckoned_later,
    )


def rows_of_sheet(box: zipfile.ZipFile, part: str, book: Book, budget: Budget) -> Iterator[Row]:
    """The rows of a sheet with something in them."""
    with box.open(part) as stream:
        merged = merged_in(stream, budget)
    walker = SheetWalker(budget, book, merged)
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
        self.since_1904 = self.is_reckoned_later = False

    def begin(self, name: str, said: dict[str, str]) -> None:
        if name == "workbookPr":
            self.since_1904 = said.get("date1904", "0") in {"1", "true"}
        elif name == "calcPr":
            self.is_reckoned_later = said.get("fullCalcOnLoad", "0") in {"1", "true"}
        elif name == "sheet" and said.get("state", "visible") == "visible":
            if len(self.sheets) >= _MOST_SHEETS:
                raise TableInvalidError(problem=TableProblem.TOO_LARGE)
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
        self.struck = set[int]()
        self._parts: list[str] = []
        self._is_struck = False
        self._aside = 0
        self._letters = 0

    def begin(self, name: str, said: dict[str, str]) -> None:
        if name == "si":
            self._parts = []
        elif name in {"r", "strike"}:
            self._is_struck = name == "strike" and is_on(said)
        elif name == "rPh":
            self._aside += 1
        elif name == "t" and not self._aside:
            self.listen()

    def end(self, name: str) -> None:
        if name == "rPh":
            self._aside -= 1
        elif name == "t" and self.texts is not None:
            self._hear()
        elif name == "si":
            self._keep(unescaped("".join(self._parts)))

    def _hear(self) -> None:
        self._parts.append(self.heard())
        if self._is_struck and self._parts[-1].strip():
            self.struck.add(len(self.found))

    def _keep(self, text: str) -> None:
        self._letters += len(text)
        if self._letters > _MOST_LETTERS:
            raise TableInvalidError(problem=TableProblem.TOO_LARGE)
        self.found.append(text)
        self._is_struck = False


class _Styles(Walker):
    """Which number format each style of a cell has, and whether it strikes through."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self._codes: dict[str, str] = {}
        self._ids: list[tuple[str, str]] = []
        self._fonts: list[bool] = []
        self._inside = ""

    def begin(self, name: str, said: dict[str, str]) -> None:
        if name == "numFmt":
            self._codes[said.get("numFmtId", "")] = said.get("formatCode", "")[:200]
        elif name in {"cellXfs", "fonts"}:
            self._inside = name
        elif name == "xf" and self._inside == "cellXfs":
            self._ids.append((said.get("numFmtId", "0"), said.get("fontId", "0")))
        elif self._inside == "fonts":
            self._begin_font(name, said)

    def end(self, name: str) -> None:
        if name == self._inside:
            self._inside = ""

    def _begin_font(self, name: str, said: dict[str, str]) -> None:
        if name == "font":
            self._fonts.append(False)
        elif name == "strike" and self._fonts:
            self._fonts[-1] = is_on(said)

    def formats(self) -> list[str]:
        """The code of each style, in order."""
        return [self._codes.get(each) or BUILT_IN.get(int(each) if each.isdigit() else 0, "") for each, _ in self._ids]

    def struck(self) -> list[bool]:
        """Whether each style strikes through, in order."""
        return [font.isdecimal() and int(font) < len(self._fonts) and self._fonts[int(font)] for _, font in self._ids]
