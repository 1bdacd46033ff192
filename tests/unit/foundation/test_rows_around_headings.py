"""Any sheet with headings somewhere in it: each row comes once, above them or beneath, and each sheet is told of."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tables import book, books, text
from webapp.foundation.spreadsheets import Headings, tables_in

HEAD = ["Name", "Day"]
HEADINGS = Headings(lambda cells: {"Name", "Day"} <= set(cells), {"Name": "name", "Day": "day"}.get)
ROWS = st.lists(st.sampled_from([["Plan 2027", ""], ["a", "1.6.2027"], ["b", "b@example.org"], ["c", "d"]]), max_size=6)


@pytest.mark.parametrize("kind", [text, lambda *rows: book(rows)], ids=["text", "workbook"])
@settings(deadline=None, max_examples=40)
@given(above=ROWS, beneath=ROWS)
def test_each_row_comes_once_with_its_number(tmp_path_factory, kind, above, beneath):
    path = tmp_path_factory.mktemp("table") / "x"
    path.write_bytes(kind(*above, HEAD, *beneath))
    left = []
    (table,) = tables_in(path, HEADINGS, left=left)
    found = [*table.above, table.head, *table.rows]
    assert [row.number for row in found] == list(range(1, len(above) + len(beneath) + 2))
    assert [row.cells[0] for row in found if row is not table.head] == [row[0] for row in above + beneath]
    assert (table.head.cells, left) == (tuple(HEAD), [])


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(ROWS, st.booleans(), ROWS), min_size=1, max_size=4))
def test_each_sheet_in_which_something_stands_is_read_or_told(tmp_path_factory, drawn):
    path = tmp_path_factory.mktemp("table") / "x"
    sheets = [(str(nth), [*above, *([HEAD] if has else []), *rest]) for nth, (above, has, rest) in enumerate(drawn)]
    path.write_bytes(books(*sheets))
    left = []
    read = [table.sheet for table in tables_in(path, HEADINGS, left=left)]
    assert read == [title for title, rows in sheets if HEAD in rows]
    assert left == [title for title, rows in sheets if rows and HEAD not in rows]
