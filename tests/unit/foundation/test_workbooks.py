"""Workbooks: read as people see them, within bounds, whatever the file says of itself."""

import io
import re
import zipfile
from datetime import date, datetime, time

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tests import bent
from webapp.foundation.spreadsheets import (
    UNREADABLE,
    Budget,
    Headings,
    Row,
    TableInvalidError,
    TableProblem,
    check,
    merging,
    rows_of,
    tables_in,
)
from webapp.foundation.spreadsheets.cells import shown
from webapp.foundation.stopping import StoppedError


@pytest.fixture
def stored(tmp_path):
    def put(content):
        path = tmp_path / "x.xlsx"
        path.write_bytes(content)
        return path

    return put


def problem_of(act):
    with pytest.raises(TableInvalidError) as refusal:
        act()
    return refusal.value.details["problem"]


@pytest.mark.parametrize("said", ["99999999999", "1048577", "0", "1", "x"])
def test_a_row_that_lies_about_its_number_is_named_and_pads_nothing(stored, said):
    content = bent.in_sheet(rb'<row r="3"', f'<row r="{said}"'.encode())
    found = list(rows_of(stored(content), Budget(elements=200)))
    assert [(row.number, row.broken) for row in found] == [(1, False), (2, False), (3, True), (4, False)]


def test_a_stray_cell_in_the_last_row_costs_one_row(stored):
    content = bent.of_rows(b'<row r="2">' + bent.GOOD_ROW + b'</row><row r="1048576">' + bent.text("x") + b"</row>")
    found = list(rows_of(stored(content), Budget(rows=3, elements=200)))
    assert [row.number for row in found] == [1, 2, 1_048_576]


@pytest.mark.parametrize(
    ("xml", "problem"),
    [
        (b"<row>" + b"<c/>" * 2_000 + b"</row>", TableProblem.TOO_LARGE),
        (b"<row/>" * 2_000, TableProblem.TOO_LARGE),
        (b"<row><c><v>1</v></c></row>" * 30, TableProblem.TOO_MANY_ROWS),
    ],
)
def test_what_is_more_than_the_budget_is_refused(stored, xml, problem):
    path = stored(bent.of_rows(xml))
    assert problem_of(lambda: list(rows_of(path, Budget(rows=20, elements=1_000)))) is problem


def test_one_value_that_never_ends_is_refused(stored):
    path = stored(
        bent.with_part(bent.STYLES, lambda data: data.replace(b"</styleSheet>", b'<x y="' + b"z" * 9_000_000))
    )
    assert problem_of(lambda: list(rows_of(path))) is TableProblem.TOO_LARGE


def test_reading_ends_when_its_time_is_over(stored):
    path = stored(bent.workbook())
    assert problem_of(lambda: list(rows_of(path, Budget(seconds=-1)))) is TableProblem.TOO_LONG


def test_reading_can_be_stopped(stored):
    asked = []

    def go_on():
        asked.append(1)
        if len(asked) == 3:
            raise StoppedError

    with pytest.raises(StoppedError):
        list(rows_of(stored(bent.workbook()), Budget(go_on=go_on)))


def test_cells_say_what_people_see(stored):
    book = Workbook()
    page = book.active
    page.append(["Titel", datetime(2027, 6, 10, 14), date(2027, 6, 10), time(14, 30), 1067, 0.5, 3.0, True])
    page["E1"].number_format = "00000"
    page.append([datetime(2027, 6, 1), 46548, 46548.25, "=1/0", 1.5, 0.75, 1])
    for place, code in (
        ("A2", "mmm yy"),
        ("C2", "dd.mm.yyyy hh:mm"),
        ("E2", "[h]:mm"),
        ("F2", "h:mm"),
        ("G2", "[h]:mm"),
    ):
        page[place].number_format = code
    target = io.BytesIO()
    book.save(target)
    found = [row.cells for row in rows_of(stored(target.getvalue()))]
    assert found == [
        ("Titel", "2027-06-10T14:00:00", "2027-06-10", "14:30:00", "01067", "0.5", "3", "true"),
        ("2027-06", "46548", "2027-06-10T06:00:00", "=1/0", "36:00:00", "18:00:00", "24:00:00"),
    ]


@pytest.mark.parametrize(
    ("raw", "code", "said"),
    [
        ("46548", "d.m.yyyy", "2027-06-10"),
        ("46548", "[$-407]dddd, d. mmmm yyyy;@", "2027-06-10"),
        ("46548", '"Woche" 0', "46548"),
        ("46548", "\\d0", "46548"),
        ("1067", "[$-407]00000", "01067"),
        ("1067", "0.00", "1067"),
        ("0.999999999", "h:mm", "00:00:00"),
        ("-5", "d.m.yyyy", "-5"),
        ("99999999", "d.m.yyyy", UNREADABLE),
        ("NaN", "", UNREADABLE),
        ("1e400", "", UNREADABLE),
        ("0.5", "d.m.yyyy h:mm", "12:00:00"),
    ],
)
def test_numbers_under_their_formats(raw, code, said):
    assert shown(raw, code, since_1904=False) == said


def test_days_since_1904(stored):
    content = bent.with_part(bent.BOOK, lambda data: re.sub(rb"<workbookPr", b'<workbookPr date1904="1"', data))
    (table,) = tables_in(stored(content), Headings(lambda cells: "Datum" in cells))
    assert table.since_1904
    assert shown("45086", "d.m.yyyy", since_1904=True) == "2027-06-10"


def test_the_table_may_stand_on_the_second_sheet_beneath_a_title(stored):
    book = Workbook()
    book.active.title = "Deckblatt"
    book.active.append(["Unsere Gäste"])
    hidden = book.create_sheet("Alt")
    hidden.append(["Name", "E-Mail"])
    hidden.sheet_state = "hidden"
    page = book.create_sheet("Gäste")
    for row in (["Stand: heute"], [], ["Name", "E-Mail"], ["Ada", "ada@example.org"]):
        page.append(row)
    target = io.BytesIO()
    book.save(target)
    (table,) = [
        (each.sheet, each.place, each.head.number, list(each.rows))
        for each in tables_in(stored(target.getvalue()), Headings(lambda cells: {"Name", "E-Mail"} <= set(cells)))
    ]
    assert table == ("Gäste", 1, 3, [Row(4, ("Ada", "ada@example.org"))])


BENT = [*bent.bent_workbooks()]


def read_or_refused(path, **budget):
    """The rows, or none where the file is refused with a problem that can be named."""
    try:
        check(path)
        return list(rows_of(path, Budget(rows=1_000, **budget)))
    except TableInvalidError as refusal:
        return [] if refusal.details["problem"] in set(TableProblem) else None


def are_bounded(rows):
    return rows is not None and all(
        len(row.cells) <= 256 and all(len(cell) <= 32_767 for cell in row.cells) for row in rows
    )


@pytest.mark.parametrize("content", [content for _, content in BENT], ids=[name for name, _ in BENT])
def test_a_bent_workbook_is_read_or_refused_within_bounds(stored, content):
    assert are_bounded(read_or_refused(stored(content), elements=1_000_000))


@settings(deadline=None)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_any_place_of_a_sheet_bent(tmp_path_factory, at, put):
    sheet = bent.with_part(bent.SHEET, lambda data: data[: at % len(data)] + put + data[at % len(data) + len(put) :])
    path = tmp_path_factory.mktemp("bent") / "x.xlsx"
    path.write_bytes(sheet)
    try:
        check(path)
        rows = list(rows_of(path, Budget(rows=100, elements=10_000)))
    except TableInvalidError:
        return
    assert all(isinstance(row, Row) for row in rows)


TEXTS = [*bent.bent_texts()]


@pytest.mark.parametrize("content", [content for _, content in TEXTS], ids=[name for name, _ in TEXTS])
def test_a_bent_text_is_read_or_refused(stored, content):
    assert are_bounded(read_or_refused(stored(content)))


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("bytes") / "x.csv"
    path.write_bytes(content)
    try:
        check(path)
        assert all(row.number > 0 for row in rows_of(path))
    except TableInvalidError:
        pass


@pytest.mark.parametrize(
    ("attributes", "is_hidden"),
    [
        ('hidden="1"', True),
        ('hidden="true"', True),
        ('ht="0" customHeight="1"', True),
        ('ht="0.0"', True),
        ('outlineLevel="1" hidden="1"', True),
        ('hidden="0" ht="15"', False),
        ('hidden="false"', False),
        ('outlineLevel="1" collapsed="1"', False),
        ('ht="0.75"', False),
    ],
)
def test_rows_that_nobody_sees_are_marked(stored, attributes, is_hidden):
    content = bent.in_sheet(rb'<row r="3"[^>]*>', f'<row r="3" {attributes}>'.encode())
    found = {row.number: row.hidden for row in rows_of(stored(content))}
    assert found == {1: False, 2: False, 3: is_hidden, 4: False}


@pytest.mark.parametrize(
    ("column", "is_hidden"),
    [
        ('min="2" max="2" hidden="1"', True),
        ('min="2" max="16384" hidden="true"', True),
        ('min="2" max="2" width="0" customWidth="1"', True),
        ('min="2" max="2" width="12.5"', False),
        ('min="2" max="2" hidden="0"', False),
        ('min="x" max="2" hidden="1"', False),
        ('min="2" max="99999999999" hidden="1"', False),
        ('hidden="1"', False),
    ],
)
def test_columns_that_nobody_sees_are_kept_apart(stored, column, is_hidden):
    content = bent.in_sheet(rb"(<cols>.*?</cols>)?<sheetData>", f"<cols><col {column}/></cols><sheetData>".encode())
    row = list(rows_of(stored(content)))[1]
    assert (row.cells[1:2] == ("10.06.2027",)) is not is_hidden
    assert row.unseen.get(1) == ("10.06.2027" if is_hidden else None)


def test_a_row_of_which_nobody_sees_anything_is_hidden(stored):
    content = bent.in_sheet(
        rb"(<cols>.*?</cols>)?<sheetData>", b'<cols><col min="1" max="99" hidden="1"/></cols><sheetData>'
    )
    assert {row.hidden for row in rows_of(stored(content))} == {True}


MERGE = '<mergeCells count="1"><mergeCell ref="{}"/></mergeCells>'


@pytest.mark.parametrize("span", ["A2:A3", "A2:B3", "A2:A1048576"])
def test_cells_merged_downwards_stand_in_each_row_that_has_something_of_its_own(stored, span):
    content = bent.in_sheet(rb'<c r="A3".*?</c>', b"")
    content = bent.repacked(
        content,
        lambda name, data: (
            data.replace(b"</sheetData>", b"</sheetData>" + MERGE.format(span).encode()) if name == bent.SHEET else data
        ),
    )
    third = next(row for row in rows_of(stored(content)) if row.number == 3)
    assert (third.cells[0], third.carried) == ("Dialog", {0})


@pytest.mark.parametrize("span", ["A2:A2", "A2", "x", "A0:A9999999", "XFD1:XFD9", "A3:A2", "ZZZ1:ZZZ2", ""])
def test_other_merged_cells_change_nothing(stored, span):
    content = bent.in_sheet(b"</sheetData>", b"</sheetData>" + MERGE.format(span).encode())
    assert [row.cells for row in rows_of(stored(content))] == [row.cells for row in rows_of(stored(bent.workbook()))]


def test_more_merged_cells_than_any_honest_sheet_has_are_refused(stored):
    many = b"<mergeCells>" + b'<mergeCell ref="A2:A3"/>' * 60_000 + b"</mergeCells>"
    content = bent.in_sheet(b"</sheetData>", b"</sheetData>" + many)
    assert problem_of(lambda: list(rows_of(stored(content)))) is TableProblem.TOO_LARGE


def test_merged_cells_are_found_whatever_the_pieces_in_which_a_sheet_is_read(stored, monkeypatch):
    monkeypatch.setattr(merging, "_CHUNK", 7)
    content = bent.in_sheet(b"</sheetData>", b"</sheetData>" + MERGE.format("A2:A3").encode())
    with zipfile.ZipFile(io.BytesIO(content)) as box, box.open(bent.SHEET) as stream:
        assert merging.merged_in(stream, Budget()).down == {(2, 1): 3}


def with_struck_text():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as made:
        page = made.add_worksheet()
        page.write(0, 0, "Titel")
        page.write_rich_string(1, 0, made.add_format({"font_strikeout": True}), "Dia", "log")
    return target.getvalue()


@pytest.mark.parametrize(
    ("value", "is_struck"), [("", True), (' val="1"', True), (' val="0"', False), (' val="false"', False)]
)
@pytest.mark.parametrize("where", ["style", "shared", "inline"])
def test_what_is_struck_through_is_marked(stored, value, is_struck, where):
    strike = f"<strike{value}/>".encode()
    if where == "style":
        content = bent.with_part(bent.STYLES, lambda data: re.sub(rb"<font>", b"<font>" + strike, data, count=1))
    elif where == "shared":
        content = bent.repacked(with_struck_text(), lambda _, data: data.replace(b"<strike/>", strike))
    else:
        rich = b'<c r="A2" t="inlineStr"><is><r><rPr>' + strike + b"</rPr><t>Dia</t></r><r><t>log</t></r></is></c>"
        content = bent.in_sheet(rb'<c r="A2".*?</c>', rich)
    row = list(rows_of(stored(content)))[1]
    assert row.cells[0] == "Dialog"
    assert (0 in row.struck) is is_struck


def test_a_blank_that_is_struck_through_marks_nothing(stored):
    rich = b'<c r="A2" t="inlineStr"><is><r><rPr><strike/></rPr><t> </t></r><r><t>Dialog</t></r></is></c>'
    assert list(rows_of(stored(bent.in_sheet(rb'<c r="A2".*?</c>', rich))))[1].struck == frozenset()
