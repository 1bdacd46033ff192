"""What a table from elsewhere is to those who read it, and how much of it may be read."""

import lzma
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from xml.parsers.expat import ExpatError

from webapp.foundation.errors import InvalidError

MOST_ROWS = 100_000
MOST_COLUMNS = 256  # address books of mail programs have a hundred
MOST_ELEMENTS = 6_000_000
LONGEST_CELL = 32_767  # as in a spreadsheet program
# How a box or a part of it can be broken; each library has its own words for it.
BROKEN = (
    ExpatError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    LookupError,
    ArithmeticError,
)
UNREADABLE = "\ufffd"  # stands in a cell, or for letters of it, that nobody can read

_STEP = 2_000


class TableProblem(StrEnum):
    """Why a file can't be read as a table."""

    NO_TABLE = "no_table"
    TOO_LARGE = "too_large"
    SUSPICIOUS = "suspicious"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_LONG = "too_long"
    OLD_WORKBOOK = "old_workbook"
    BINARY_WORKBOOK = "binary_workbook"
    XML_WORKBOOK = "xml_workbook"
    LOCKED_WORKBOOK = "locked_workbook"
    OPEN_DOCUMENT = "open_document"
    NUMBERS = "numbers"
    WEB_PAGE = "web_page"
    DOCUMENT = "document"
    PACKED = "packed"
    CARDS = "cards"
    CALENDAR = "calendar"


class TableInvalidError(InvalidError):
    """The file can't be read; `problem` says why."""

    code = "table_invalid"
    problem: TableProblem | str


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number as a spreadsheet program counts it. `broken`: it is no row that could be read rightly.

    `hidden`: nobody who opens the table sees it; `unseen` has the cells of columns that nobody sees, by their places,
    which count from 0. Struck through, in whole or in part, are the cells at `struck`; those at `carried` are merged
    with one further up and say what that one says; `wide` are the first and last places of cells merged sideways. Cells
    at `formulas` hold one whose value nobody knows, and say the formula.
    """

    number: int
    cells: tuple[str, ...]
    broken: bool = False
    hidden: bool = False
    struck: frozenset[int] = frozenset()
    carried: frozenset[int] = frozenset()
    wide: tuple[tuple[int, int], ...] = ()
    unseen: Mapping[int, str] = field(default_factory=dict)
    formulas: frozenset[int] = frozenset()


def _nothing() -> None:
    """Nobody wants to be asked."""


class Budget:
    """What reading may take: so many rows with something in them, elements of XML, and seconds.

    `go_on` is called every few thousand steps and may end it all by raising.
    """

    def __init__(
        self,
        *,
        rows: int = MOST_ROWS,
        elements: int = MOST_ELEMENTS,
        seconds: float = 300,
        go_on: Callable[[], None] = _nothing,
    ) -> None:
        self._rows, self._elements = rows + 1, elements  # the headings are a row as well
        self._until = time.monotonic() + seconds
        self._go_on = go_on
        self._steps = 0

    def row(self) -> None:
        """One more row with something in it; TableInvalidError when it is too much."""
        self._rows -= 1
        if self._rows < 0:
            raise TableInvalidError(problem=TableProblem.TOO_MANY_ROWS)

    def step(self) -> None:
        """One more element; as `row`."""
        self._elements -= 1
        if self._elements < 0:
            raise TableInvalidError(problem=TableProblem.TOO_LARGE)
        self._steps += 1
        if self._steps >= _STEP:
            self.look()

    def look(self) -> None:
        """See whether there is time left and nobody wants an end."""
        self._steps = 0
        self._go_on()
        if time.monotonic() > self._until:
            raise TableInvalidError(problem=TableProblem.TOO_LONG)
