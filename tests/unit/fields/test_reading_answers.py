"""Whether an answer belongs to a question, and whether it says the same under the words of a newer one."""

from dataclasses import replace

import pytest

from webapp.fields.rules.reading import belongs, fits, fully_booked, offered, plain, reads_alike
from webapp.fields.types import Definition, FieldKind, ProblemCode

CHOICES = (("noon", {"de": "Mittags"}), ("night", {"de": "Abends"}))
FILE = {"id": "f1", "name": "Plan.pdf", "size": 12, "type": "application/pdf"}
VOLUME = {"amount": 5, "period": "total", "certainty": "exact", "note": ""}


def question(kind, **values):
    return Definition(**{"key": "meals", "kind": kind, "label": {"de": "Essen"}, "choices": CHOICES, **values})


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (FieldKind.TEXT, "gern", ["gern"]),
        (FieldKind.CHOICE, "gone", 1),
        (FieldKind.SEVERAL, ["noon"], "noon"),
        (FieldKind.TAGS, ["a", "b"], ["a", 1]),
        (FieldKind.NUMBER, 2.5, True),
        (FieldKind.DATE, "2026-05-06", "6.5.2026"),
        (FieldKind.DATE, "2026-05-06", 20260506),
        (FieldKind.YES_NO, "no", "nein"),
        (FieldKind.PHOTOS, "yes", True),
        (FieldKind.FILE, FILE, {"id": "f1"}),
        (FieldKind.VOLUME, VOLUME, "5 €"),
    ],
)
def test_answers_of_a_kind_have_one_form(kind, good, bad):
    assert fits(question(kind), good)
    assert not fits(question(kind), bad)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        *((FieldKind.CHOICE, "noon", True), (FieldKind.CHOICE, "gone", False), (FieldKind.CHOICE, 1, False)),
        *((FieldKind.SEVERAL, ["noon", "night"], True), (FieldKind.SEVERAL, ["noon", "gone"], False)),
        *((FieldKind.TEXT, "gone", True), (FieldKind.TEXT, 1, False)),
    ],
)
def test_what_was_chosen_has_to_be_known_to_the_question(kind, value, expected):
    assert belongs(question(kind), value) is expected


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        *((FieldKind.STATION, "any", True), (FieldKind.STATION, None, False), (FieldKind.CHOICE, "noon", True)),
        *((FieldKind.CHOICE, "gone", False), (FieldKind.SEVERAL, ["noon"], True), (FieldKind.SEVERAL, 5, False)),
        (FieldKind.TEXT, "noon", False),
    ],
)
def test_only_what_was_chosen_takes_places(kind, value, expected):
    assert offered(question(kind), value) is expected


@pytest.mark.parametrize(
    ("before", "changes", "value", "expected"),
    [
        (question(FieldKind.TEXT), {"kind": FieldKind.LONG_TEXT}, "gern", False),
        (question(FieldKind.TEXT), {"label": {"de": "Trinken"}}, "gern", False),
        (question(FieldKind.TEXT), {}, "gern", True),
        (question(FieldKind.TEXT), {"label": {"de": "Essen", "en": "Meals"}}, "gern", True),
        (question(FieldKind.TEXT), {"longest": 3}, "gern", False),
        (question(FieldKind.STATION), {"required": True}, "gone", True),
        (question(FieldKind.CHOICE), {"choices": CHOICES[:1]}, "noon", True),
        (question(FieldKind.CHOICE), {"choices": CHOICES[:1]}, "night", False),
        (question(FieldKind.CHOICE), {"choices": (("noon", {"de": "Um zwölf"}),)}, "noon", False),
        (question(FieldKind.SEVERAL), {"choices": (*CHOICES, ("late", {"de": "Nachts"}))}, ["noon", "night"], True),
        (question(FieldKind.NUMBER), {"highest": 3}, 4, False),
        (question(FieldKind.NUMBER), {"highest": 3}, 2, True),
    ],
)
def test_an_answer_counts_under_newer_words_that_say_the_same(before, changes, value, expected):
    assert reads_alike(before, replace(before, **changes), value) is expected


@pytest.mark.parametrize(
    ("value", "said"),
    [
        *(("gern", "gern"), (None, ""), (4, "4"), (["a", ["b"]], "a, b"), (FILE, "Plan.pdf")),
        (VOLUME, "5, total, exact"),
    ],
)
def test_any_value_can_be_told_as_text(value, said):
    assert plain(value) == said


def test_an_answer_without_places_left_is_full_and_one_without_a_limit_never():
    left = {("meals", "noon"): 0, ("meals", "night"): 1, ("way", "bus"): None}
    assert fully_booked({"meals": "noon", "way": "bus"}, left)["meals"].code is ProblemCode.FULL
    assert fully_booked({"meals": "night", "way": "bus"}, left) == {}
