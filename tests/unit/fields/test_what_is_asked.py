"""Which questions of a form are asked of somebody, and what then counts as answered."""

from webapp.fields.rules import check, visible
from webapp.fields.types import Definition, FieldKind, ProblemCode

COMES = Definition("comes", FieldKind.YES_NO, {"de": "Kommen Sie mit dem Auto?"})
PLATE = Definition("plate", FieldKind.TEXT, {"de": "Kennzeichen"}, required=True, show_when=("comes", ("yes",)))
MEALS = Definition(
    "meals", FieldKind.SEVERAL, {"de": "Essen"}, choices=(("noon", {"de": "Mittags"}), ("night", {"de": "Abends"}))
)
DIET = Definition("diet", FieldKind.TEXT, {"de": "Vegetarisch?"}, show_when=("meals", ("noon", "night")))
LAST = Definition("last", FieldKind.TEXT, {"de": "Farbe des Autos"}, show_when=("plate", ("C-1",)))
FORM = (COMES, PLATE, MEALS, DIET, LAST)


def keys_asked(values):
    return [each.key for each in visible(FORM, values)]


def test_what_hangs_on_an_answer_is_asked_of_those_who_gave_it():
    assert keys_asked({}) == ["comes", "meals"]
    assert keys_asked({"comes": "no", "meals": []}) == ["comes", "meals"]
    assert keys_asked({"comes": "yes"}) == ["comes", "plate", "meals"]
    assert keys_asked({"meals": ["night"]}) == ["comes", "meals", "diet"]


def test_what_hangs_on_a_hidden_question_is_hidden_too():
    assert keys_asked({"comes": "yes", "plate": "C-1"})[-1] == "last"
    assert "last" not in keys_asked({"comes": "no", "plate": "C-1"})


def test_only_what_is_asked_is_kept_and_can_be_wrong_or_missing():
    told = check(FORM, {"comes": "no", "plate": 5, "diet": "ja", "elsewhere": "x"})
    assert (told.values, told.problems) == ({"comes": "no"}, {})
    told = check(FORM, {"comes": "yes", "meals": ["noon"], "diet": "ja"})
    assert told.values == {"comes": "yes", "meals": ["noon"], "diet": "ja"}
    assert {key: problem.code for key, problem in told.problems.items()} == {"plate": ProblemCode.MISSING}


def test_what_is_wrong_is_named_as_that_and_not_as_missing():
    told = check(FORM, {"comes": "yes", "plate": 5})
    assert {key: problem.code for key, problem in told.problems.items()} == {"plate": ProblemCode.WRONG_KIND}
