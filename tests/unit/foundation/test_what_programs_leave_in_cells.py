"""What programs leave in the cells of a table: letters written as their numbers, and errors in place of values."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from tests.tables import book
from webapp.foundation.spreadsheets import UNREADABLE, rows_of

ERRORS = (
    "#NV",
    "#N/A",
    "#n/a",
    "#BEZUG!",
    "#REF!",
    "#WERT!",
    "#VALUE!",
    "#NAME?",
    "#DIV/0!",
    "#ZAHL!",
    "#NULL!",
    "###",
)
NO_ERRORS = ("#1", "# 12", "#handwerk", "##", "Raum #NV", "#NV-Saal", "#")


def escaped(said, *, shared):
    """A workbook with one cell that says so, letter by letter as Excel writes it."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book([["Kopf", "SAYS"]]))) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if not shared and name.endswith("sheet1.xml"):
                content = content.replace(b't="s"><v>1</v>', f't="inlineStr"><is><t>{said}</t></is>'.encode())
            new.writestr(name, content.replace(b"SAYS", said.encode()))
    return target.getvalue()


def cells(tmp_path, content):
    path = tmp_path / "x"
    path.write_bytes(content)
    return [row.cells for row in rows_of(path)]


@pytest.mark.parametrize("shared", [True, False], ids=["shared", "inline"])
@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Ada_x000D_\nMüller", "Ada\r\nMüller"),
        ("Ada_x000D_", "Ada"),
        ("_x00E4_hnlich", "ähnlich"),
        ("a_x005F_x000D_b", "a_x000D_b"),
        ("a_x0007_b", f"a{UNREADABLE}b"),
        ("a_xD800_b", f"a{UNREADABLE}b"),
        ("max_xaver_x1", "max_xaver_x1"),
    ],
)
def test_a_letter_written_as_its_number_is_that_letter(tmp_path, said, meant, shared):
    ((_head, read),) = cells(tmp_path, escaped(said, shared=shared))
    assert read == meant


@pytest.mark.parametrize("said", ERRORS)
def test_an_error_can_not_be_read(tmp_path, said):
    assert cells(tmp_path, f"Name;Ort\nAda;{said}\n".encode())[1] == ("Ada", UNREADABLE)
    assert cells(tmp_path, book([["Name", "Ort"], ["Ada", said]]))[1] == ("Ada", UNREADABLE)


@pytest.mark.parametrize("said", NO_ERRORS)
def test_what_only_looks_like_one_is_read(tmp_path, said):
    assert cells(tmp_path, f"Name;Ort\nAda;{said}\n".encode())[1] == ("Ada", said)


def test_a_cell_that_is_an_error_can_not_be_read_either(tmp_path):
    made = Workbook()
    made.active.append(["Ada", "x"])
    made.active["B1"].value, made.active["B1"].data_type = "#N/A", "e"
    target = io.BytesIO()
    made.save(target)
    assert cells(tmp_path, target.getvalue()) == [("Ada", UNREADABLE)]
