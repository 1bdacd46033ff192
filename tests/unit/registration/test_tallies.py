"""Who answered, who left it out, and who was never asked."""

from webapp.fields.rules.records import to_record
from webapp.fields.types import NO, YES, Definition, FieldKind
from webapp.registration.rules.forms import Forms
from webapp.registration.rules.tallies import Answering, tallies

CAR = Definition("car", FieldKind.YES_NO, {"de": "Auto?"})
PLATE = Definition("plate", FieldKind.TEXT, {"de": "Kennzeichen"}, show_when=("car", (YES,)))
GRADE = Definition("grade", FieldKind.TEXT, {"de": "Stufe"}, asked_of=("school",))
NEEDS = Definition("needs", FieldKind.ACCESS_NEEDS, {"de": "Bedarf"})
LATER = Definition("later", FieldKind.TEXT, {"de": "Später gefragt"})
FORMS = Forms(
    [(1, [to_record(each) for each in (CAR, PLATE, GRADE, NEEDS)]), (2, [to_record(each) for each in (CAR, LATER)])]
)


def person(*, own=None, shared=None, version=1, **values):
    return Answering(own or {}, {}, shared or {}, {}, version, **values)


def told(*people):
    found = tallies(FORMS, people)
    return {each.question.definition.key: (len(each.given), each.unanswered, each.unasked) for each in found}


def test_what_somebody_was_never_shown_is_nothing_that_they_left_out():
    assert told(person(shared={"car": NO}), person(shared={"car": YES}))["car"] == (2, 0, 0)
    people = person(shared={"car": NO}), person(shared={"car": YES}), person(shared={"car": YES, "plate": "C-AB 1"})
    assert told(*people)["plate"] == (1, 1, 1)
    assert told(person(group="school", shared={"grade": "8b"}), person(group="family"))["grade"] == (1, 0, 1)
    assert told(person(), person(version=2))["later"] == (0, 1, 1)
    assert told(person(version=None))["later"] == (0, 0, 1)


def test_ones_own_word_counts_before_that_of_all_and_newcomers_take_over_no_needs():
    both = person(own={"needs": "Rampe"}, shared={"needs": "Platz"}), person(shared={"needs": "Platz"}, joined=True)
    (needs,) = [each for each in tallies(FORMS, both) if each.question.definition.key == "needs"]
    assert [each.value for each in needs.given] == ["Rampe"]
    assert needs.unanswered == 1


def test_what_nobody_ever_asked_stands_under_its_key():
    assert told(person(own={"gone": "x"}))["gone"] == (1, 0, 0)
