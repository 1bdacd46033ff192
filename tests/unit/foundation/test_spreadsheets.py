"""Tables out and in (PROOFS 21): formulas stay text, bombs and entities are refused before they are unpacked."""

import csv
import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from webapp.foundation.spreadsheets import (
    Cell,
    Sheet,
    TableInvalidError,
    TableProblem,
    check,
    rows_of,
    write_csv,
    write_xlsx,
)
from webapp.foundation.spreadsheets.types import MOST_ROWS
from webapp.foundation.spreadsheets.writing import harmless

FORMULAS = ["=1+1", "+49 371", "-2", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x")', " =1+1", "＝1"]


def xlsx(rows, head=("Name", "Zahl")):
    target = io.BytesIO()
    write_xlsx(target, [Sheet("Liste", head, rows)])
    return target


def stored(tmp_path, content, name="list.xlsx"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("cell", FORMULAS)
def test_what_people_typed_is_no_formula_in_a_workbook(cell):
    book = load_workbook(xlsx([[cell, 3]]))
    found = book.active["A2"]
    assert (found.value, found.data_type, found.hyperlink) == (cell, "s", None)
    assert book.active["B2"].value == 3


@pytest.mark.parametrize("cell", FORMULAS)
def test_what_people_typed_is_no_formula_in_a_text_table(cell):
    text = b"".join(write_csv(Sheet("", ["Name"], [[cell]]))).decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(text.partition("\r\n")[2]), delimiter=";"))[0].startswith("'")


@given(st.text(min_size=1))
def test_no_text_at_all_begins_like_a_formula(text):
    told = harmless(text).lstrip(" ")
    assert not told.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_numbers_and_moments_stay_what_they_are():
    moment = datetime(2026, 5, 6, 15, 30)
    book = load_workbook(xlsx([["Kim", -4], ["Ada", moment]]))
    assert (book.active["B2"].value, book.active["B3"].value) == (-4, moment)
    lines = b"".join(write_csv(Sheet("", ["a", "b"], [[-4, moment]]))).decode("utf-8-sig").split("\r\n")
    assert lines[1] == "-4;2026-05-06 15:30"


def test_days_and_truths_keep_their_kind_beside_their_words():
    cells = [Cell(12.5, "12,5"), Cell(date(2027, 6, 10), "2027-06-10"), Cell(True, "Ja"), Cell(False, "Nein")]
    told = [each.value for each in load_workbook(xlsx([cells])).active[2]]
    assert told == [12.5, datetime(2027, 6, 10), True, False]
    text = b"".join(write_csv(Sheet("", ["a"] * 4, [cells]))).decode("utf-8-sig")
    assert text.split("\r\n")[1] == "12,5;2027-06-10;Ja;Nein"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"id": "x"}, "{'id': 'x'}"),
        (["a", "b"], "['a', 'b']"),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        (10**20, "100000000000000000000"),
        (True, "True"),
        (Cell(date(1812, 6, 10), "1812-06-10"), "1812-06-10"),
        (datetime(1, 1, 1), "0001-01-01 00:00:00"),
        ("a\ud800b", "a?b"),
        ("\x00", "_x0000_"),
    ],
)
def test_no_cell_can_break_a_table(value, told):
    assert str(load_workbook(xlsx([[value, "Ada"]])).active["A2"].value).replace("\x00", "_x0000_") == told
    rows = b"".join(write_csv(Sheet("", ["a", "b"], [[value, "Ada"]]))).decode("utf-8-sig")
    assert rows.endswith("Ada\r\n")


def test_a_workbook_is_read_as_it_was_written(tmp_path):
    path = stored(tmp_path, xlsx([["Zoë \u202ex", "=1"], ["", ""], ["李", "2"]]).getvalue())
    check(path)
    assert [list(row.cells) for row in rows_of(path)] == [["Name", "Zahl"], ["Zoë \u202ex", "=1"], ["李", "2"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_text_tables_are_read_whatever_program_wrote_them(tmp_path, encoding, delimiter):
    text = f"Name{delimiter}E-Mail\r\nJörg Müßig{delimiter}joerg@example.org\r\n\r\n"
    path = stored(tmp_path, text.encode(encoding), "list.csv")
    check(path)
    assert [list(row.cells) for row in rows_of(path)] == [["Name", "E-Mail"], ["Jörg Müßig", "joerg@example.org"]]


def rewritten(content, change):
    """The workbook with its first sheet's XML changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, change(data) if name == "xl/worksheets/sheet1.xml" else data)
    return target.getvalue()


def entity(data, encoding="utf-8"):
    text = data.decode().replace("<worksheet", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet', 1)
    return text.replace('encoding="UTF-8"', f'encoding="{encoding}"').encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_external_entities_are_refused(tmp_path, encoding):
    content = rewritten(xlsx([["Kim", 1]]).getvalue(), lambda data: entity(data, encoding))
    with pytest.raises(TableInvalidError) as refusal:
        check(stored(tmp_path, content))
    assert refusal.value.details["problem"] is TableProblem.SUSPICIOUS


def test_entities_are_refused_while_reading_as_well(tmp_path):
    path = stored(tmp_path, rewritten(xlsx([["Kim", 1]]).getvalue(), entity))
    with pytest.raises(TableInvalidError) as refusal:
        list(rows_of(path))
    assert refusal.value.details["problem"] is TableProblem.SUSPICIOUS


def test_bombs_are_refused_before_they_are_unpacked(tmp_path, monkeypatch):
    zeros = rewritten(xlsx([["Kim", 1]]).getvalue(), lambda data: data + b" " * 60_000_000)
    assert len(zeros) < 100_000
    path = stored(tmp_path, zeros)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_, **__: pytest.fail("unpacked"))
    with pytest.raises(TableInvalidError) as refusal:
        check(path)
    assert refusal.value.details["problem"] is TableProblem.TOO_LARGE


def test_many_parts_are_refused(tmp_path):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as box:
        for number in range(600):
            box.writestr(f"xl/{number}.xml", "")
    with pytest.raises(TableInvalidError) as refusal:
        check(stored(tmp_path, target.getvalue()))
    assert refusal.value.details["problem"] is TableProblem.TOO_LARGE


@pytest.mark.parametrize("content", [b"", b"\x00\x01binary", b"PK\x03\x04broken", b"   "])
def test_what_is_no_table_is_refused(tmp_path, content):
    with pytest.raises(TableInvalidError) as refusal:
        check(stored(tmp_path, content))
    assert refusal.value.details["problem"] is TableProblem.NO_TABLE


def test_other_office_files_are_refused(tmp_path):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as box:
        box.writestr("word/document.xml", "<w/>")
    with pytest.raises(TableInvalidError):
        check(stored(tmp_path, target.getvalue()))


def test_more_rows_than_can_be_taken_are_refused_at_the_end(tmp_path):
    path = stored(tmp_path, b"a;b\n" + b"1;2\n" * (MOST_ROWS + 1), "list.csv")
    rows = rows_of(path)
    with pytest.raises(TableInvalidError) as refusal:
        for _ in rows:
            pass
    assert refusal.value.details["problem"] is TableProblem.TOO_MANY_ROWS
