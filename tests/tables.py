"""Workbooks as offices keep them: filtered, struck through, merged."""

import io

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

STRUCK = Font(strike=True)


def book(rows, change=None):
    """The bytes of a workbook with these rows, changed by whoever gets its sheet."""
    made = Workbook()
    for row in rows:
        made.active.append(row)
    if change is not None:
        change(made.active)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def text(*rows):
    """The bytes of a text table."""
    return "\n".join(";".join(row) for row in rows).encode()


def hide_row(number):
    def change(page):
        page.row_dimensions[number].hidden = True

    return change


def strike(*places):
    def change(page):
        for place in places:
            page[place].font = STRUCK

    return change


def merge(*spans):
    def change(page):
        for span in spans:
            page.merge_cells(span)

    return change


def half_struck(before, after):
    """A cell of which only a part is struck through."""
    return CellRichText(TextBlock(InlineFont(strike=True), before), after)


def books(*sheets, hidden=()):
    """The bytes of a workbook with these sheets, each a title and its rows."""
    made = Workbook()
    made.remove(made.active)
    for title, rows in sheets:
        page = made.create_sheet(title)
        page.sheet_state = "hidden" if title in hidden else "visible"
        for row in rows:
            page.append(row)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()
