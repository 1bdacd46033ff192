"""Tables for spreadsheet programs. What people typed is never a formula, a link or a number by accident."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from xlsxwriter import Workbook

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv"
_LONGEST_CELL = 32_767
_LONGEST_TITLE = 31
_FIRST_YEAR = 1900  # workbooks know no day before it
_BEYOND_NUMBERS = 10**15  # from here on a workbook drops digits
# With these a spreadsheet program takes a cell of a CSV file for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, a day, a truth: as such for a workbook, and the text of it for tables that know nothing but text."""

    value: float | date | bool
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its headings; rows may come one by one and are read once."""

    title: str
    head: Sequence[str]
    rows: Iterable[Sequence[object]]


def write_xlsx(target: BinaryIO, sheets: Iterable[Sheet]) -> None:
    """Write the sheets, a row at a time. Moments must be local and are written without their zone."""
    # Here and not above: it takes a while and few pages need it.
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
        "default_date_format": "dd.mm.yyyy hh:mm",
    }
    with xlsxwriter.Workbook(target, options) as book:
        bold = book.add_format({"bold": True})
        for sheet in sheets:
            page = _Page(book, sheet.title)
            page.sheet.freeze_panes(1, 0)
            page.sheet.set_column(0, max(0, len(sheet.head) - 1), 20)
            for column, label in enumerate(sheet.head):
                page.sheet.write_string(0, column, _storable(label)[:_LONGEST_CELL], bold)
            for number, row in enumerate(sheet.rows, 1):
                for column, value in enumerate(row):
                    page.put(number, column, value)


def write_csv(sheet: Sheet) -> Iterator[bytes]:
    """The sheet as CSV, line by line: semicolons and a mark of UTF-8, as German spreadsheet programs expect it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    yield "\ufeff".encode()
    for row in _lines(sheet):
        writer.writerow([harmless(each) for each in row])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()


def harmless(value: object) -> str:
    """A cell of a CSV file as text; what a spreadsheet program would calculate gets an apostrophe in front.

    Days and moments are written as ISO 8601 has them.
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(sep=" ", timespec="minutes")
    if isinstance(value, Cell):
        return value.text
    text = _storable(str(value))
    is_number = isinstance(value, int | float)
    return f"'{text}" if not is_number and text.lstrip(" ").startswith(_FORMULA) else text


def _lines(sheet: Sheet) -> Iterator[Sequence[object]]:
    yield sheet.head
    yield from sheet.rows


class _Page:
    """A sheet of a workbook; whatever can't be written as what it is, is written as text."""

    def __init__(self, book: "Workbook", title: str) -> None:
        self.sheet = book.add_worksheet(title[:_LONGEST_TITLE])
        self._day = book.add_format({"num_format": "dd.mm.yyyy"})

    def put(self, row: int, column: int, value: object) -> None:
        """Write a cell."""
        content, text = (value.value, value.text) if isinstance(value, Cell) else (value, value)
        if isinstance(content, datetime | date) and content.year >= _FIRST_YEAR:
            form = None if isinstance(content, datetime) else self._day
            self.sheet.write_datetime(row, column, content, form)
        elif isinstance(content, bool) and isinstance(value, Cell):
            self.sheet.write_boolean(row, column, content)
        elif isinstance(content, int | float) and not isinstance(content, bool) and abs(content) < _BEYOND_NUMBERS:
            self.sheet.write_number(row, column, content)
        elif text is not None and text != "":
            self.sheet.write_string(row, column, _storable(str(text))[:_LONGEST_CELL])


def _storable(text: str) -> str:
    """The text without what no file can hold: a lone surrogate."""
    return text.encode("utf-8", "replace").decode()
