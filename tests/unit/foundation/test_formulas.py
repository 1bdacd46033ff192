"""Formulas of workbooks: what they last showed counts, and one whose value nobody knows is marked."""

import io
import zipfile

import pytest
import xlsxwriter
from openpyxl import load_workbook

from tests import bent
from tests.tables import book, merge
from webapp.foundation.spreadsheets import rows_of

FORMULA = b"<f>A1+1</f>"


@pytest.fixture
def rows(tmp_path):
    def read(content):
        path = tmp_path / "x.xlsx"
        path.write_bytes(content)
        return [(row.cells, set(row.formulas)) for row in rows_of(path)]

    return read


def with_cell(cell, *, later=False):
    """A workbook as a spreadsheet program saves it, with this cell beneath the headings."""
    mark = b'<calcPr fullCalcOnLoad="1"/></workbook>' if later else b'<calcPr calcId="191029"/></workbook>'
    content = bent.of_rows(b'<row r="2">' + bent.text("x") + cell + b"</row>")
    return bent.repacked(
        content,
        lambda name, data: (
            data.replace(b'<calcPr calcId="124519" fullCalcOnLoad="1" />', b"").replace(b"</workbook>", mark)
            if name == "xl/workbook.xml"
            else data
        ),
    )


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (b'<c r="B2">' + FORMULA + b"<v>2</v></c>", ("x", "2")),
        (b'<c r="B2" t="str">' + FORMULA + b"<v>Saal</v></c>", ("x", "Saal")),
        (b'<c r="B2" t="str">' + FORMULA + b"<v></v></c>", ("x",)),
        (b'<c r="B2" t="b">' + FORMULA + b"<v>1</v></c>", ("x", "true")),
        (b'<c r="B2"><f t="shared" si="0"/><v>0</v></c>', ("x", "0")),
    ],
)
def test_a_value_that_was_reckoned_counts(rows, cell, said):
    assert rows(with_cell(cell))[1:] == [(said, set())]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (b'<c r="B2">' + FORMULA + b"</c>", "=A1+1"),
        (b'<c r="B2">' + FORMULA + b"<v/></c>", "=A1+1"),
        (b'<c r="B2">' + FORMULA + b"<v> </v></c>", "=A1+1"),
        (b'<c r="B2" t="str">' + FORMULA + b"</c>", "=A1+1"),
        (b'<c r="B2"><f t="shared" si="0"/></c>', "=…"),
    ],
)
def test_a_formula_without_a_value_is_marked_and_says_itself(rows, cell, said):
    assert rows(with_cell(cell))[1:] == [(("x", said), {1})]


@pytest.mark.parametrize("value", [b"<v>0</v>", b"<v>2</v>", b"<v></v>", b""])
def test_what_is_reckoned_later_has_no_value_yet(rows, value):
    for kind in (b"", b' t="str"'):
        assert rows(with_cell(b'<c r="B2"' + kind + b">" + FORMULA + value + b"</c>", later=True))[1:] == [
            (("x", "=A1+1"), {1})
        ]


def test_cells_without_formulas_stay_as_they_are_there(rows):
    assert rows(with_cell(b'<c r="B2"><v>0</v></c>', later=True))[1:] == [(("x", "0"), set())]


def test_programs_that_write_no_values_are_known():
    content = book([["A", "=1+1"]])
    assert load_workbook(io.BytesIO(content), data_only=True).active["B1"].value is None


def test_a_program_that_fills_in_a_zero_is_known(rows):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as made:
        page = made.add_worksheet()
        page.write_row(0, 0, ["A", 14])
        page.write_formula(0, 2, "=B1+2")
    assert b"<v>0</v>" in zipfile.ZipFile(target).read("xl/worksheets/sheet1.xml")
    assert rows(target.getvalue()) == [(("A", "14", "=B1+2"), {2})]


def test_a_merged_formula_is_one_in_each_row(rows):
    content = book([["=1+1", "A"], [None, "B"]], merge("A1:A2"))
    assert rows(content) == [(("=1+1", "A"), {0}), (("=1+1", "B"), {0})]
