import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.canvases.rules import changed, merge
from webapp.canvases.types import Conflict

FIELDS = st.sampled_from("abcd")
WORDS = st.sampled_from(["eins", "zwei", "drei"])
SHEETS = st.dictionaries(FIELDS, WORDS)
CHANGES = st.dictionaries(FIELDS, st.none() | WORDS)


@pytest.mark.parametrize(
    ("history", "mine", "values", "conflicts"),
    [
        ([{}], {"a": "neu"}, {"a": "neu"}, {}),
        ([{"a": "alt"}], {"a": None}, {}, {}),
        ([{}], {"a": None}, {}, {}),
        # each side its own field
        ([{"a": "alt"}, {"a": "alt", "b": "ihr"}], {"a": "ich"}, {"a": "ich", "b": "ihr"}, {}),
        # both the same field, differently
        ([{"a": "alt"}, {"a": "ihr"}], {"a": "ich"}, {"a": "ihr"}, {"a": Conflict("ihr", "ich")}),
        ([{"a": "alt"}, {}], {"a": "ich"}, {}, {"a": Conflict(None, "ich")}),
        ([{"a": "alt"}, {"a": "ihr"}], {"a": None}, {"a": "ihr"}, {"a": Conflict("ihr", None)}),
        # both the same field, alike
        ([{"a": "alt"}, {"a": "gleich"}], {"a": "gleich"}, {"a": "gleich"}, {}),
        # sent whole, as forms do: what I left alone is theirs to say
        ([{"a": "alt"}, {"a": "ihr"}], {"a": "alt", "b": "ich"}, {"a": "ihr", "b": "ich"}, {}),
        # my own text once more, after somebody has worked on with it
        ([{}, {"a": "ich"}, {"a": "ich und ihr"}], {"a": "ich"}, {"a": "ich und ihr"}, {}),
        # somebody tried something and took it back
        ([{}, {"a": "ihr"}, {}], {"a": "ich"}, {"a": "ich"}, {}),
    ],
)
def test_changes_come_together_field_by_field(history, mine, values, conflicts):
    merged = merge(history, mine)
    assert merged.values == values
    assert merged.conflicts == conflicts


def filled(sheet):
    return {key: value for key, value in sheet.items() if value is not None}


@given(SHEETS, CHANGES)
def test_with_nobody_else_writing_all_of_mine_is_taken(sheet, mine):
    merged = merge([sheet], mine)
    assert merged.values == filled({**sheet, **mine})
    assert not merged.conflicts


@given(st.lists(SHEETS, min_size=1, max_size=4), CHANGES)
def test_no_word_of_others_is_lost(history, mine):
    seen, newest = history[0], history[-1]
    merged = merge(history, mine)
    for key in changed(seen, newest):
        assert merged.values.get(key) == newest.get(key)


@given(st.lists(SHEETS, min_size=1, max_size=4), CHANGES)
def test_no_word_of_mine_is_lost_without_notice(history, mine):
    merged = merge(history, mine)
    for key, value in mine.items():
        taken = merged.values.get(key) == value
        shown = key in merged.conflicts and merged.conflicts[key].mine == value
        known_before = any(older.get(key) == value for older in history)
        assert taken or shown or known_before


@given(SHEETS, CHANGES, CHANGES)
def test_two_people_on_different_fields_never_meet(sheet, one, other):
    other = {key: value for key, value in other.items() if key not in one}
    after_one = merge([sheet], one).values
    both = merge([sheet, after_one], other)
    assert not both.conflicts
    assert both.values == merge([sheet, merge([sheet], other).values], one).values


@given(st.lists(SHEETS, min_size=1, max_size=4), CHANGES)
def test_sending_the_same_again_changes_nothing(history, mine):
    merged = merge(history, mine)
    if not merged.conflicts:
        again = merge([*history, merged.values], mine)
        assert again.values == merged.values
        assert not again.conflicts
