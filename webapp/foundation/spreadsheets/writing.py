"""Tables for spreadsheet programs. What people typed is never a formula, a link or a number by accident."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv"
_LONGEST_CELL = 32_767
# With these a spreadsheet program takes a cell of a CSV file for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its headings; rows may come one by one and are read once."""

    title: str
    head: Sequence[str]
    rows: Iterable[Sequence[Any]]


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
            page = book.add_worksheet(sheet.title[:31])
            page.freeze_panes(1, 0)
            page.set_column(0, max(0, len(sheet.head) - 1), 20)
            for column, label in enumerate(sheet.head):
                page.write_string(0, column, label, bold)
            for number, row in enumerate(sheet.rows, 1):
                for column, value in enumerate(row):
                    _put(page, number, column, value)


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


def harmless(value: Any) -> str:
    """A cell of a CSV file as text; what a spreadsheet program would calculate gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%d.%m.%Y %H:%M")
    text = str(value)
    is_number = isinstance(value, int | float)
    return f"'{text}" if not is_number and text.lstrip(" ").startswith(_FORMULA) else text


def _lines(sheet: Sheet) -> Iterator[Sequence[Any]]:
    yield sheet.head
    yield from sheet.rows


def _put(page: Any, row: int, column: int, value: Any) -> None:
    if isinstance(value, datetime):
        page.write_datetime(row, column, value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        page.write_number(row, column, value)
    elif value not in {None, ""}:
        page.write_string(row, column, str(value)[:_LONGEST_CELL])
