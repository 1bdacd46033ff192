"""The rows of a workbook's sheet, whatever it says of its size."""

import re
from collections.abc import Sequence

from webapp.foundation.spreadsheets.cells import shown
from webapp.foundation.spreadsheets.types import MOST_COLUMNS, UNREADABLE, Budget, Row
from webapp.foundation.spreadsheets.walking import Walker

_LAST_ROW = 1_048_576
_REFERENCE = re.compile(r"([A-Z]{1,3})\d{1,7}", re.ASCII)
_DIGITS = re.compile(r"\d{1,7}", re.ASCII)


class SheetWalker(Walker):
    """Finds the rows of a sheet with something in them; whoever walks takes them out of `rows`."""

    def __init__(self, budget: Budget, *, since_1904: bool, texts: Sequence[str], formats: Sequence[str]) -> None:
        super().__init__(budget)
        self.rows: list[Row] = []
        self._since_1904, self._texts, self._formats = since_1904, texts, formats
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
            return self._texts[int(value)] if _is_place(value, self._texts) else UNREADABLE
        if kind == "b":
            return {"1": "true", "0": "false"}.get(value, value)
        if kind == "e":
            return UNREADABLE
        style = self._cell.get("s", "0")
        code = self._formats[int(style)] if _is_place(style, self._formats) else ""
        return shown(value, code, since_1904=self._since_1904)

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
