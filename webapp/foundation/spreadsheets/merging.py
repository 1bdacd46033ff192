"""Merged cells of a sheet. They stand behind its rows, so that they are looked for before these are read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from webapp.foundation.spreadsheets.types import MOST_COLUMNS, Budget, TableInvalidError, TableProblem
from webapp.foundation.spreadsheets.walking import Stream

_CHUNK = 256 * 1024
_ROWS_END = re.compile(rb"</(?:\w+:)?sheetData\s*>")
_LONGEST_END = 100
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']")
_LONGEST = 500  # of what names one of them
_MOST = 50_000


@dataclass(slots=True)
class Merged:
    """`down`: until which row a cell reaches, by its row and column; `wide`: first and last columns, by their row."""

    down: dict[tuple[int, int], int] = field(default_factory=dict)
    wide: dict[int, list[tuple[int, int]]] = field(default_factory=dict)


def merged_in(stream: Stream, budget: Budget) -> Merged:
    """The merged cells of a sheet, found by their letters without walking through the rows before them."""
    found, number = Merged(), 0
    for piece in _pieces_behind_rows(stream, budget):
        for first, top, last, bottom in _MERGED.findall(piece):
            number += 1
            budget.step()
            if number > _MOST:
                raise TableInvalidError(problem=TableProblem.TOO_LARGE)
            _note(found, (int(top), column_of(first.decode())), (int(bottom), column_of(last.decode())))
    return found


def column_of(letters: str) -> int:
    """The number of a column, which counts from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _note(found: Merged, start: tuple[int, int], end: tuple[int, int]) -> None:
    (row, column), (last_row, last_column) = start, end
    if column > MOST_COLUMNS:
        return
    if last_row > row:
        found.down[row, column] = last_row
    if last_column > column:
        found.wide.setdefault(row, []).append((column, min(last_column, MOST_COLUMNS)))


def _pieces_behind_rows(stream: Stream, budget: Budget) -> Iterator[bytes]:
    """What follows the rows, in pieces that end between two elements."""
    kept, is_behind = b"", False
    while chunk := stream.read(_CHUNK):
        budget.look()
        kept += chunk.replace(b"\x00", b"")  # of two bytes a letter one is zero
        if not is_behind:
            match = _ROWS_END.search(kept)
            if match is None:
                kept = kept[-_LONGEST_END:]
                continue
            kept, is_behind = kept[match.start() :], True
        cut = kept.rfind(b">") + 1
        yield kept[:cut]
        kept = kept[cut:][:_LONGEST]
