"""Tables as text: whatever stands between the cells, and a row with a fault never takes its neighbours along."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence

from webapp.foundation.spreadsheets.letters import split
from webapp.foundation.spreadsheets.types import LONGEST_CELL, MOST_COLUMNS, Budget, Row

DELIMITERS = (";", ",", "\t", "|")
_SAMPLE = 100
_MOST_LINES = 200  # of one row: texts in quotes may have several


def delimiters_of(lines: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """What may stand between the cells, the likeliest first, and how many lines at the top only say so."""
    first = lines[0].strip().casefold() if lines else ""
    if first.startswith("sep=") and len(first) <= len("sep=;"):
        said = lines[0].strip()[len("sep=") :] or "\t"
        return (said,), 1
    return tuple(sorted(DELIMITERS, key=lambda each: -_evenness(lines[:_SAMPLE], each))), 0


def rows_of_text(lines: Sequence[str], delimiter: str, *, skip: int, budget: Budget) -> Iterator[Row]:
    """The rows with something in them."""
    at, number = skip, 0
    while at < len(lines):
        budget.look()
        number += 1
        cells, used = _record(lines, at, delimiter)
        if cells is None:
            budget.row()
            yield Row(number, _roughly(lines[at], delimiter), broken=True)
        elif any(cells):
            budget.row()
            yield Row(number, cells)
        at += used


def _record(lines: Sequence[str], at: int, delimiter: str) -> tuple[tuple[str, ...] | None, int]:
    """The cells of the row that begins here, and how many lines it has; None for one whose quotes don't fit."""
    text = ""
    for used, line in enumerate(lines[at : at + _MOST_LINES], 1):
        text += line
        if text.count('"') % 2:
            continue
        cells = _parsed(text, delimiter)
        return (cells, used) if cells is not None else (None, 1)
    return None, 1


def _parsed(text: str, delimiter: str) -> tuple[str, ...] | None:
    try:
        rows = list(csv.reader(split(text), delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    if len(rows) > 1 or any(len(cell) > LONGEST_CELL for row in rows for cell in row):
        return None
    return tuple(cell.strip() for cell in rows[0][:MOST_COLUMNS]) if rows else ()


def _roughly(line: str, delimiter: str) -> tuple[str, ...]:
    return tuple(cell.strip(' "\r\n')[:LONGEST_CELL] for cell in line.split(delimiter)[:MOST_COLUMNS])


def _evenness(lines: Sequence[str], delimiter: str) -> int:
    """How many lines have the same number of them, which isn't none."""
    counts = Counter(count for line in lines if (count := line.count(delimiter)))
    return max((how_often * min(count, 3) for count, how_often in counts.items()), default=0)
