"""A file that people take for a table is known for what it is, however it is called."""

import pytest

from tests.foreign import foreign_files, own_files
from webapp.admin.wording.table_labels import TABLE_PROBLEMS
from webapp.foundation.spreadsheets import TableInvalidError, TableProblem, check, foreign_kind

FILES = [*foreign_files()]


def as_bytes(content):
    return content.encode() if isinstance(content, str) else content


@pytest.mark.parametrize(("name", "content", "kind"), FILES, ids=[f"{n} {name}" for n, (name, *_) in enumerate(FILES)])
def test_what_is_no_table_of_ours_is_named(tmp_path, name, content, kind):
    place = tmp_path / name
    place.write_bytes(as_bytes(content))
    with pytest.raises(TableInvalidError) as refusal:
        check(place)
    assert refusal.value.details["problem"] == kind


@pytest.mark.parametrize("content", [*own_files()])
def test_our_own_tables_are_none_of_these(content):
    assert foreign_kind(content) is None


def test_many_remarks_before_a_page_cost_nothing():
    """Each is looked at once: no pattern tries all the ways to put them together."""
    assert foreign_kind(b"<!---->" * 580 + b"x") is None


def test_every_problem_of_a_table_has_words_and_is_storable():
    assert set(TABLE_PROBLEMS) == {problem.value for problem in TableProblem}
    assert max(map(len, TableProblem)) <= 20
