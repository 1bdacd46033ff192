"""Answers are read with the question as it was asked, and count where it is asked now."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from webapp.fields.rules.records import to_record
from webapp.fields.types import Definition, FieldKind
from webapp.registration.rules.forms import Forms
from webapp.registration.rules.standing import standing_of_all, standing_of_person, takes_over
from webapp.registration.rules.taking import taking

LATER = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


@dataclass
class Person:
    name: str = "Ada Arndt"
    joined_at: datetime | None = None
    answers: dict[str, Any] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)


@dataclass
class Party:
    attendees: list[Person] = field(default_factory=list)
    field_set_id: int | None = None
    answers: dict[str, Any] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)


def choice(key, words, *offers, **values):
    choices = tuple((each, {"de": each.title()}) for each in offers)
    return Definition(key, FieldKind.CHOICE, {"de": words}, choices=choices, **values)


def forms(*versions, stations=None):
    """Versions 1, 2, …, each with its questions."""
    return Forms([(number, [to_record(each) for each in asked]) for number, asked in enumerate(versions, 1)], stations)


MEAL = choice("meal", "Essen", "noon", "night")
DINNER = choice("meal", "Abendessen", "soup", "salad")
NAME = Definition("shown", FieldKind.TEXT, {"de": "Name auf dem Schild"})
WAY = Definition("way", FieldKind.TEXT, {"de": "Anreise"})
NEEDS = Definition("needs", FieldKind.ACCESS_NEEDS, {"de": "Was brauchen Sie?"})
PHOTOS = Definition("photos", FieldKind.PHOTOS, {"de": "Dürfen Bilder gezeigt werden?"})
BOOKED = choice("table", "Tisch", "north", "south", places={"north": 2})


def of_each(definition):
    return Definition(**{name: getattr(definition, name) for name in definition.__slots__} | {"of_each": True})


def test_without_any_form_nothing_is_asked():
    assert (forms().newest, forms().newest_id, forms().has_past, forms().questions()) == ({}, None, False, [])
    found = forms().read("meal", "noon", None)
    assert (found.definition.label, found.value, found.version) == ({"de": "meal"}, "noon", None)


@pytest.mark.parametrize(
    ("value", "version", "read_by"),
    [
        ("noon", 1, 1),  # as it was asked
        ("noon", 2, 1),  # what the version says can't be answered like that
        ("noon", None, 1),
        ("soup", 1, 2),
        ("gone", 1, 1),  # nobody offered it; the form fits
        ("gone", None, 2),
        (["noon"], 1, 1),  # nothing fits: the question all the same
        (["noon"], None, 2),
        ("noon", 9, 1),
    ],
)
def test_an_answer_is_read_with_the_nearest_question_that_it_fits(value, version, read_by):
    found = forms((MEAL, WAY), (DINNER,)).read("meal", value, version)
    assert (found.value, found.version) == (value, read_by)
    assert found.definition.label == {1: MEAL, 2: DINNER}[read_by].label


def test_a_question_is_found_in_the_nearest_version_that_asks_it():
    known = forms((MEAL, WAY), (DINNER,), (DINNER, NAME))
    assert known.asked("way", 3).label == WAY.label
    assert known.asked("shown", 1).label == NAME.label
    assert known.asked("nowhere", 1) is None
    assert known.has_past
    assert (known.newest_id, list(known.newest), known.keys()) == (3, ["meal", "shown"], {"meal", "way", "shown"})
    assert known.choice_keys("meal") == {"noon", "night", "soup", "salad"}
    assert known.keys_of(FieldKind.TEXT) == ["way", "shown"]


def test_stations_are_named_as_they_are_called_now():
    station = Definition("station", FieldKind.STATION, {"de": "Station"})
    assert forms((station,)).read("station", "s1", 1).definition.choices == ()
    named = forms((station,)).naming({"s1": "Holz"}).read("station", "s1", 1)
    assert named.definition.choices == (("s1", {"de": "Holz"}),)
    assert forms((MEAL,), stations={"s1": "Holz"}).read("meal", "noon", 1).definition.choices == MEAL.choices


def test_what_is_asked_now_stands_before_what_was_asked_and_is_answered_still():
    known = forms((MEAL, WAY), (DINNER, WAY))
    assert [(each.key, each.current) for each in known.questions()] == [("meal", True), ("way", True)]
    answered = [("meal", 1), ("way", 1), ("unheard", None)]
    assert [each.key for each in known.questions(answered)] == ["meal", "way", "meal.1", "unheard.0"]
    old = known.questions(answered)[2]
    assert (old.definition.label, old.versions, old.current) == (MEAL.label, frozenset({1}), False)


def test_the_same_words_are_one_question_over_all_versions():
    (both,) = forms((WAY,), (WAY,)).questions()
    assert both.versions == frozenset({1, 2})


def test_answers_are_told_in_the_order_in_which_they_are_asked():
    known = forms((WAY, MEAL, BOOKED), (MEAL, WAY))
    made = Party(field_set_id=2, answers={"table": "north", "way": "Bus", "meal": "noon", "shown": None})
    assert [each.definition.key for each in known.answers_of(made, made)] == ["meal", "way", "table"]
    assert known.given(made, made, "shown") is None
    assert known.given(made, made, "table").version == 1
    assert taking(known, made, made, "") == {"table": "north", "meal": "noon"}


def test_a_needs_answer_given_once_holds_for_whoever_was_there_then():
    first, joined = Person(), Person("Bo Beck", LATER)
    assert takes_over(first, NEEDS)
    assert not takes_over(joined, NEEDS)
    assert takes_over(joined, MEAL)
    made = Party([first, joined], 1, {"needs": "Rampe"})
    known = forms((NEEDS,), (of_each(NEEDS), WAY))
    assert standing_of_person(known, made, first).answers == {"needs": "Rampe"}
    assert standing_of_person(known, made, first).versions == {"needs": 1}
    assert standing_of_person(known, made, joined).answers == {}


def test_what_each_is_asked_of_those_who_said_it_themselves_is_theirs():
    known = forms((of_each(NEEDS), of_each(WAY), PHOTOS))
    made = Party([], 1, {"needs": "Rampe", "photos": "yes"})
    head = Person(answers={"needs": "Stuhl", "way": "Bus"})
    assert standing_of_person(known, made, head).answers == {"needs": "Stuhl", "way": "Bus"}


@pytest.mark.parametrize(
    ("asked", "said", "answer", "differing"),
    [
        (PHOTOS, ("no", "no"), "no", []),
        (PHOTOS, ("no", "yes"), None, ["no", "yes"]),
        (PHOTOS, ("no", None), "no", []),
        (PHOTOS, (None, None), None, []),
        (NEEDS, ("Rampe", "Stuhl"), "Rampe; Stuhl", []),
        (BOOKED, ("north", "south"), None, ["north", "south"]),
        (WAY, ("Bus", "Bahn"), None, []),  # many may be told side by side
    ],
)
def test_what_each_said_before_stands_for_all_where_they_said_the_same(asked, said, answer, differing):
    heads = [Person(f"Person {at}", None, {asked.key: value}) for at, value in enumerate(said)]
    stands = standing_of_all(forms((of_each(asked),), (asked,)), Party(heads, 1))
    assert stands.answers.get(asked.key) == answer
    assert [given.value for _name, given in stands.differing.get(asked.key, [])] == differing


def test_where_people_said_different_things_no_answer_given_once_is_shown():
    heads = [Person(answers={"photos": "no"}), Person("Bo Beck")]
    stands = standing_of_all(forms((PHOTOS, of_each(NEEDS))), Party(heads, 1, {"photos": "yes", "way": "Bus"}))
    assert stands.answers == {"way": "Bus"}
    assert [(name, given.value) for name, given in stands.differing["photos"]] == [
        ("Ada Arndt", "no"),
        ("Bo Beck", "yes"),
    ]
