import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.fields.inputs import as_typed
from webapp.fields.rules import clean, clean_one, missing
from webapp.fields.rules.records import from_record, to_record
from webapp.fields.types import Definition, FieldKind, Problem, ProblemCode

CHOICES = (("pitch", {"de": "Vertiefung"}), ("new_idea", {"de": "Neue Idee", "en": "New idea"}))


def definition(kind, **values):
    return Definition(**{"key": kind.value, "kind": kind, "label": {"de": kind.value}, "choices": CHOICES, **values})


ALL = tuple(definition(kind) for kind in FieldKind)
BY_KIND = {one.kind: one for one in ALL}


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (FieldKind.TEXT, " Ein\nTitel ", "Ein Titel"),
        (FieldKind.TEXT, " ", None),
        (FieldKind.LONG_TEXT, "eins\r\nzwei", "eins\nzwei"),
        (FieldKind.CHOICE, "pitch", "pitch"),
        (FieldKind.CHOICE, "", None),
        (FieldKind.TAGS, "Plauen\n plauen\n\nGlauchau", ["Plauen", "Glauchau"]),
        (FieldKind.TAGS, ["Plauen", "PLAUEN "], ["Plauen"]),
        (FieldKind.TAGS, "", None),
        (FieldKind.DATE, "2026-05-06", "2026-05-06"),
        (FieldKind.DATE, "6. 5. 2026", "2026-05-06"),
        (FieldKind.DATE, "  ", None),
        (FieldKind.VOLUME, "410.000", {"amount": 410_000, "period": "total", "certainty": "exact", "note": ""}),
        (FieldKind.TEXT, None, None),
        (FieldKind.YES_NO, "", None),
        (FieldKind.YES_NO, "no", "no"),
        (FieldKind.SEVERAL, ["new_idea", "pitch", "pitch", ""], ["pitch", "new_idea"]),
        (FieldKind.SEVERAL, "pitch", ["pitch"]),
        (FieldKind.SEVERAL, [""], None),
    ],
)
def test_a_value_has_one_normal_form(kind, typed, value):
    assert clean_one(BY_KIND[kind], typed) == value


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        (FieldKind.TEXT, 5, ProblemCode.WRONG_KIND),
        (FieldKind.TEXT, "x" * 2_001, ProblemCode.TOO_LONG),
        (FieldKind.LONG_TEXT, ["x"], ProblemCode.WRONG_KIND),
        (FieldKind.CHOICE, "other", ProblemCode.NO_CHOICE),
        (FieldKind.CHOICE, ["pitch"], ProblemCode.NO_CHOICE),
        (FieldKind.TAGS, {"a": 1}, ProblemCode.WRONG_KIND),
        (FieldKind.TAGS, ["a", 1], ProblemCode.WRONG_KIND),
        (FieldKind.TAGS, "\n".join(map(str, range(31))), ProblemCode.TOO_MANY),
        (FieldKind.TAGS, "x" * 161, ProblemCode.TOO_LONG),
        (FieldKind.DATE, "Anfang 2026", ProblemCode.NO_DATE),
        (FieldKind.DATE, "31.2.2026", ProblemCode.NO_DATE),
        (FieldKind.DATE, "0001-01-01", ProblemCode.NO_DATE),
        (FieldKind.DATE, "31.12.1899", ProblemCode.NO_DATE),
        (FieldKind.DATE, "9999-12-31", ProblemCode.NO_DATE),
        (FieldKind.DATE, 2026, ProblemCode.WRONG_KIND),
        (FieldKind.VOLUME, 5, ProblemCode.WRONG_KIND),
        (FieldKind.YES_NO, "vielleicht", ProblemCode.NO_CHOICE),
        (FieldKind.SEVERAL, {"pitch": 1}, ProblemCode.WRONG_KIND),
        (FieldKind.SEVERAL, ["pitch", "other"], ProblemCode.NO_CHOICE),
    ],
)
def test_what_cannot_be_taken_names_its_problem(kind, typed, code):
    found = clean_one(BY_KIND[kind], typed)
    assert isinstance(found, Problem)
    assert found.code is code


def test_only_given_fields_are_cleaned_and_unknown_ones_refused():
    cleaned = clean(ALL, {"text": "Titel", "tags": "", "date": "bald", "colour": "red"})
    assert cleaned.values == {"text": "Titel", "tags": None}
    assert {key: problem.code for key, problem in cleaned.problems.items()} == {
        "date": ProblemCode.NO_DATE,
        "colour": ProblemCode.UNKNOWN_FIELD,
    }


def test_only_required_fields_can_be_missing():
    asked = (definition(FieldKind.TEXT, required=True), definition(FieldKind.DATE))
    assert missing(asked, {"text": "da"}) == {}
    assert missing(asked, {}) == {"text": Problem(ProblemCode.MISSING)}


def test_ten_thousand_characters_fit_where_the_author_allows_them():
    wide = definition(FieldKind.LONG_TEXT, longest=10_000)
    text = "Ünïcödé 👩🏽‍🔧 " * 600
    assert clean_one(wide, text[:10_000]) == text[:10_000].strip()


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=60),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=6,
)


@given(st.sampled_from(ALL), ANYTHING)
def test_anything_is_either_cleaned_for_good_or_refused(definition_, typed):
    value = clean_one(definition_, typed)
    if not isinstance(value, Problem):
        assert clean_one(definition_, value) == value
        assert clean_one(definition_, as_typed(definition_, value)) == value


TEXTS = st.dictionaries(st.sampled_from(["de", "en"]), st.text(max_size=30)).map(lambda texts: {"de": "?", **texts})
DEFINITIONS = st.builds(
    Definition,
    key=st.text(min_size=1, max_size=20),
    kind=st.sampled_from(FieldKind),
    label=TEXTS,
    help=TEXTS,
    required=st.booleans(),
    choices=st.lists(st.tuples(st.text(max_size=10), TEXTS), max_size=4).map(tuple),
    longest=st.integers(1, 20_000),
    section=st.text(max_size=10),
)


@given(DEFINITIONS)
def test_a_definition_survives_being_stored(definition_):
    assert from_record(to_record(definition_)) == definition_


@pytest.mark.parametrize(
    ("kind", "value", "typed"),
    [
        (FieldKind.TEXT, None, ""),
        (FieldKind.LONG_TEXT, "eins\nzwei", "eins\nzwei"),
        (FieldKind.TAGS, ["Plauen", "Glauchau"], "Plauen\nGlauchau"),
        (FieldKind.DATE, "2026-05-06", "2026-05-06"),
        (FieldKind.VOLUME, None, {"amount": "", "period": "total", "certainty": "exact", "note": ""}),
    ],
)
def test_an_input_shows_a_value_as_it_is_typed(kind, value, typed):
    assert as_typed(BY_KIND[kind], value) == typed


def test_labels_fall_back_to_german():
    asked = definition(FieldKind.CHOICE, help={"de": "Hilfe"})
    assert asked.labelled("en") == "choice"
    assert asked.helped("en") == "Hilfe"
    assert [asked.chosen(key, "en") for key in ("new_idea", "pitch", "gone")] == ["New idea", "Vertiefung", "gone"]
