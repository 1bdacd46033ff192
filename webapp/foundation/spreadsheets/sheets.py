"""The rows of a workbook's sheet, whatever it says of its size."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from webapp.foundation.spreadsheets.cells import shown, unescaped
from webapp.foundation.spreadsheets.merging import Merged, column_of
from webapp.foundation.spreadsheets.types import MOST_COLUMNS, UNREADABLE, Budget, Row
from webapp.foundation.spreadsheets.walking import Walker

_LAST_ROW = 1_048_576
_REFERENCE = re.compile(r"([A-Z]{1,3})\d{1,7}", re.ASCII)
_DIGITS = re.compile(r"\d{1,7}", re.ASCII)
_NOTHING = re.compile(r"0+(?:\.0*)?", re.ASCII)
_OFF = frozenset({"0", "false", "off"})


@dataclass(slots=True)
class Book:
    """What the sheets of a workbook share. `sheets` are the visible ones: title and part.

    Cells point to `texts`, of which those at `struck_texts` are struck through at least in part, and to styles: each
    has a number format and strikes through or doesn't. `is_reckoned_later`: the program that wrote it leaves all
    formulas to whoever opens it, so that what stands there as their values is none.
    """

    sheets: list[tuple[str, str]] = field(default_factory=list)
    since_1904: bool = False
    texts: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    struck_texts: set[int] = field(default_factory=set)
    struck_styles: list[bool] = field(default_factory=list)
    is_reckoned_later: bool = False


class _Told(NamedTuple):
    """What a cell that is merged downwards says until a row, whether struck through, whether by a formula."""

    until: int
    text: str
    is_struck: bool
    is_formula: bool


def is_on(said: Mapping[str, str]) -> bool:
    """Whether an element that is on by standing there is on."""
    return said.get("val", "1") not in _OFF


class SheetWalker(Walker):
    """Finds the rows of a sheet with something in them; whoever walks takes them out of `rows`."""

    def __init__(self, budget: Budget, book: Book, merged: Merged) -> None:
        super().__init__(budget)
        self.rows: list[Row] = []
        self._book, self._merged = book, merged
        self._hidden_columns = set[int]()
        self._carrying: dict[int, _Told] = {}  # by column
        self._number = 0
        self._broken = self._hidden = False
        self._cells: dict[int, str] = {}
        self._struck, self._formulas = set[int](), set[int]()
        self._column = 0
        self._cell: dict[str, str] = {}
        self._value: list[str] = []
        self._formula: str | None = None
        self._is_struck = self._is_striking = False
        self._aside = 0
        self._begins: dict[str, Callable[[dict[str, str]], None]] = {
            "c": self._begin_cell,
            "row": self._begin_row,
            "col": self._note_column,
            "r": self._begin_run,
            "strike": self._note_strike,
            "rPh": self._step_aside,
        }

    def begin(self, name: str, said: dict[str, str]) -> None:
        begin = self._begins.get(name)
        if begin is not None:
            begin(said)
        elif name == "f" or (name in {"v", "t"} and not self._aside):
            self.listen()

    def end(self, name: str) -> None:
        if name in {"v", "t"} and self.texts is not None:
            self._value.append(self.heard())
            self._is_struck |= self._is_striking and bool(self._value[-1].strip())
        elif name == "f" and self.texts is not None:
            self._formula = self.heard()
        elif name == "c":
            self._end_cell()
        elif name == "row":
            self._end_row()
        elif name == "rPh":
            self._aside -= 1

    def _begin_run(self, _: dict[str, str]) -> None:
        self._is_striking = False

    def _note_strike(self, said: dict[str, str]) -> None:
        self._is_striking = is_on(said)

    def _step_aside(self, _: dict[str, str]) -> None:
        self._aside += 1

    def _note_column(self, said: dict[str, str]) -> None:
        """Columns come before the rows; a width of none hides as well."""
        first, last = said.get("min", ""), said.get("max", "")
        is_hidden = said.get("hidden", "0") not in _OFF or _NOTHING.fullmatch(said.get("width", "1"))
        if is_hidden and _DIGITS.fullmatch(first) and _DIGITS.fullmatch(last):
            self._hidden_columns.update(range(int(first), min(int(last), MOST_COLUMNS) + 1))

    def _begin_row(self, said: dict[str, str]) -> None:
        number, own = self._number + 1, said.get("r")
        self._cells, self._struck, self._formulas, self._column, self._broken = {}, set(), set(), 0, False
        self._hidden = said.get("hidden", "0") not in _OFF or _NOTHING.fullmatch(said.get("ht", "1")) is not None
        if own is not None:
            is_honest = _DIGITS.fullmatch(own) and number <= int(own) <= _LAST_ROW
            self._broken = not is_honest
            number = int(own) if is_honest else number
        self._number = number

    def _begin_cell(self, said: dict[str, str]) -> None:
        self._cell, self._value, self._formula = said, [], None
        self._is_struck = self._is_striking = False
        reference = said.get("r")
        if reference is None:
            self._column += 1
        elif match := _REFERENCE.fullmatch(reference):
            self._column = column_of(match[1])
        else:
            self._broken = True
            self._column += 1

    def _end_cell(self) -> None:
        is_formula = self._is_unreckoned()
        text = f"={self._formula or '…'}" if is_formula else self._text().strip()
        if text and 0 < self._column <= MOST_COLUMNS:
            self._cells[self._column] = text
            if is_formula:
                self._formulas.add(self._column)
            if self._is_struck or self._has_struck_style():
                self._struck.add(self._column)

    def _is_unreckoned(self) -> bool:
        """True for a formula whose value nobody knows: there is none, or the program only filled one in.

        An empty text is a value, and has its element.
        """
        if self._formula is None:
            return False
        has_value = bool(self._value) if self._cell.get("t") == "str" else any(map(str.strip, self._value))
        return self._book.is_reckoned_later or not has_value

    def _has_struck_style(self) -> bool:
        style = self._cell.get("s", "0")
        return _is_place(style, self._book.struck_styles) and self._book.struck_styles[int(style)]

    def _text(self) -> str:
        kind, value = self._cell.get("t", "n"), "".join(self._value)
        if kind in {"str", "inlineStr", "d"}:
            return unescaped(value)
        value = value.strip()
        if not value:
            return ""
        if kind == "s":
            return self._shared(value)
        if kind == "b":
            return {"1": "true", "0": "false"}.get(value, value)
        if kind == "e":
            return UNREADABLE
        style = self._cell.get("s", "0")
        code = self._book.formats[int(style)] if _is_place(style, self._book.formats) else ""
        return shown(value, code, since_1904=self._book.since_1904)

    def _shared(self, place: str) -> str:
        if not _is_place(place, self._book.texts):
            return UNREADABLE
        self._is_struck |= int(place) in self._book.struck_texts
        return self._book.texts[int(place)]

    def _end_row(self) -> None:
        carried = self._carried() if self._merged.down else set[int]()
        if self._cells.keys() - carried:
            self.budget.row()
            self.rows.append(self._row(carried))

    def _row(self, carried: set[int]) -> Row:
        seen = {column: text for column, text in self._cells.items() if column not in self._hidden_columns}
        unseen = {column - 1: text for column, text in self._cells.items() if column not in seen}
        cells = tuple(seen.get(place, "") for place in range(1, max(seen, default=0) + 1))
        wide = tuple((first - 1, last - 1) for first, last in self._merged.wide.get(self._number, ()))
        is_hidden = self._hidden or not seen.keys() - carried
        struck, formulas = _places(self._struck), _places(self._formulas)
        return Row(self._number, cells, self._broken, is_hidden, struck, _places(carried), wide, unseen, formulas)

    def _carried(self) -> set[int]:
        """Let cells that are merged downwards stand in this row as well; returns their columns."""
        self._carrying = {column: told for column, told in self._carrying.items() if told.until >= self._number}
        found = self._carrying.keys() - self._cells.keys()
        for column in found:
            told = self._carrying[column]
            self._cells[column] = told.text
            self._struck |= {column} if told.is_struck else set()
            self._formulas |= {column} if told.is_formula else set()
        for column, text in self._cells.items():
            reaches = self._merged.down.get((self._number, column))
            if reaches is not None:
                self._carrying[column] = _Told(reaches, text, column in self._struck, column in self._formulas)
        return found


def _places(columns: Iterable[int]) -> frozenset[int]:
    return frozenset(column - 1 for column in columns)


def _is_place(said: str, among: Sequence[object]) -> bool:
    return _DIGITS.fullmatch(said) is not None and int(said) < len(among)
