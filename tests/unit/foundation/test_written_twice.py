"""Letters that a program took for another code page and wrote again are their own again, or named."""

import io

import pytest
from openpyxl import Workbook

from webapp.foundation.spreadsheets import UNREADABLE, lines_of, rows_of, written_once

NAMES = ("Jürgen Groß", "Łukasz Żak", "Übung", "Ä", "Çelik", "Šárka", "René – „x“", "20 €", "Öl", "Dvořák", "à la")
RIGHT = (
    *(*NAMES, "„Ä“", "„Café“", "SCHÄ“", "Spaß–", "SÃO PAULO", "É…", "É–É", "BÄ’S", "Ã", "CAFÉ™", "»Ä«", "√2", "├──"),
    *("Привет", "Ελλάδα", "שלום", "李", "K팝", "🙂"),
)


def twice(text, page):
    """As a program writes it that takes UTF-8 for this page and lets the other bytes through."""
    return "".join(bytes([byte]).decode(page, "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("page", ["cp1252", "latin-1", "mac_roman", "cp850"])
@pytest.mark.parametrize("name", NAMES)
def test_a_cell_that_was_written_twice_is_read(name, page):
    assert written_once(twice(name, page)) == name


@pytest.mark.parametrize("text", RIGHT)
def test_what_was_written_once_stays_as_it_is(text):
    assert written_once(text) == text


@pytest.mark.parametrize("name", ["Jürgen", "Groß", "Übung", "Ärger", "Höhe"])
@pytest.mark.parametrize("page", ["cp1252", "mac_roman", "cp850"])
def test_where_only_a_part_was_written_twice_it_is_named(name, page):
    assert UNREADABLE in written_once(f"Größe {twice(name, page)}")


def test_tables_of_any_kind_have_their_own_letters(tmp_path):
    cells = ["Name", twice("Jürgen Groß", "cp1252"), "Größe"]
    text, book, sheet = tmp_path / "a.csv", io.BytesIO(), Workbook()
    text.write_bytes("\n".join(cells).encode())
    for cell in cells:
        sheet.active.append([cell])
    sheet.save(book)
    (path := tmp_path / "a.xlsx").write_bytes(book.getvalue())
    for each in (text, path):
        assert [row.cells[0] for row in rows_of(each)] == ["Name", "Jürgen Groß", "Größe"]


def test_a_line_of_unicode_is_no_line_written_twice():
    assert lines_of("Müller\nÇelik\n".encode()) == ["Müller\n", "Çelik\n"]
