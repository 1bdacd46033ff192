"""What a group needs, who in line gets it, and who is let in by a category when."""

from datetime import timedelta

import pytest

from tests.unit.registration.test_registration_rules import HOUR, NOW, PAST, RUNNING, Dated
from webapp.capacity.types import Level
from webapp.events.types import Feature
from webapp.registration import rules
from webapp.registration.types import (
    CategoryAvailability,
    CategoryTerms,
    Choice,
    Head,
    Joining,
    Opening,
    Problem,
    RegistrationAvailability,
    Waiting,
)

EVENT, HOLZ, METALL, PUPILS = 1, 2, 3, 4
CHOICES = (Choice("workshop", "holz", HOLZ), Choice("workshop", "metall", METALL))
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("heads", "answers", "pool", "needed"),
    [
        ([{}, {}], {}, None, {}),
        ([{}, {}], {"workshop": "holz"}, PUPILS, {PUPILS: 2, HOLZ: 2}),
        ([{"workshop": "metall"}, {}], {"workshop": "holz"}, None, {HOLZ: 1, METALL: 1}),
        ([{"workshop": ["holz", "metall"]}], {}, None, {HOLZ: 1, METALL: 1}),
        ([{"workshop": "gone"}], {"way": "holz"}, None, {}),
    ],
)
def test_an_answer_given_once_counts_for_whoever_said_nothing_else(heads, answers, pool, needed):
    people = [Head(answers=each) for each in heads]
    assert rules.needs(people, answers, CategoryTerms(pool_id=pool), CHOICES) == needed


def test_needs_are_kept_and_read_back():
    stored = rules.as_stored({METALL: 1, HOLZ: 2})
    assert list(stored.items()) == [("2", 2), ("3", 1)]
    assert rules.as_needed(EVENT, 2, stored) == {EVENT: 2, HOLZ: 2, METALL: 1}


def called(line, levels):
    waiting = [Waiting(at, needs) for at, needs in enumerate(line)]
    return [each.registration_id for each in rules.call_up(waiting, levels, EVENT)]


@pytest.mark.parametrize(
    ("line", "event", "holz", "up"),
    [
        ([{EVENT: 1}, {EVENT: 1}], (8, 10), (0, None), [0, 1]),
        ([{EVENT: 4}, {EVENT: 1}], (8, 10), (0, None), []),  # a family isn't overtaken
        ([{EVENT: 11}, {EVENT: 1}], (8, 10), (0, None), [1]),  # what is larger than all holds up nobody
        ([{EVENT: 1, HOLZ: 1}, {EVENT: 1}], (8, 10), (2, 2), [1]),
        ([{EVENT: 1, HOLZ: 2}, {EVENT: 1, HOLZ: 1}, {EVENT: 1}], (0, 10), (1, 2), [2]),
        ([{EVENT: 1}, {EVENT: 1}], (10, 10), (0, None), []),
        ([], (0, 10), (0, None), []),
    ],
)
def test_the_line_is_called_up_in_its_order(line, event, holz, up):
    assert called(line, {EVENT: Level(*event), HOLZ: Level(*holz)}) == up


def test_those_who_are_called_up_count():
    levels = {EVENT: Level(8, 10)}
    assert called([{EVENT: 2}, {EVENT: 1}], levels) == [0]
    assert levels[EVENT] == Level(10, 10)


def test_each_in_line_is_told_what_is_short_and_whether_they_stand_behind_it():
    line = [Waiting(1, {EVENT: 1, HOLZ: 3}), Waiting(2, {EVENT: 1, HOLZ: 2}), Waiting(3, {EVENT: 1, HOLZ: 1})]
    held = list(rules.held_up(line, {EVENT: Level(0, 10), HOLZ: Level(1, 2)}))
    assert [(set(each.short), each.is_behind, set(each.never)) for each in held] == [
        ({HOLZ}, False, {HOLZ}),
        ({HOLZ}, False, set()),
        (set(), True, set()),
    ]


@pytest.mark.parametrize(
    ("level", "largest", "waits"),
    [((10, 10), 0, True), ((8, 10), 3, True), ((8, 10), 2, False), ((8, None), 9, False)],
)
def test_who_comes_only_waits_where_all_is_taken_or_kept(level, largest, waits):
    assert rules.only_waits(Level(*level), largest) is waits


@pytest.mark.parametrize(
    ("last", "queued"), [(None, NOW), (NOW - MOMENT, NOW), (NOW, NOW + MOMENT), (NOW + HOUR, NOW + HOUR + MOMENT)]
)
def test_the_next_in_line_stands_behind_the_last_also_when_a_clock_was_set_back(last, queued):
    assert rules.queued_after(last, NOW) == queued


@pytest.mark.parametrize(
    ("terms", "code", "found"),
    [
        ({}, "", CategoryAvailability.OPEN),
        ({"code": "Meister"}, " meiSTER ", CategoryAvailability.OPEN),
        ({"code": "Meister"}, "", CategoryAvailability.CODE),
        ({"opens_at": NOW}, "", CategoryAvailability.OPEN),
        ({"opens_at": NOW + MOMENT}, "", CategoryAvailability.EARLY),
        ({"closes_at": NOW + MOMENT}, "", CategoryAvailability.OPEN),
        ({"closes_at": NOW}, "", CategoryAvailability.LATE),
    ],
)
def test_a_category_lets_in_who_has_its_code_within_its_times(terms, code, found):
    assert rules.gate(CategoryTerms(**terms), NOW, code) is found


def test_categories_are_over_once_each_has_closed():
    shut, lasting = CategoryTerms(closes_at=NOW), CategoryTerms()
    assert rules.all_are_over([shut, shut], NOW)
    assert not rules.all_are_over([shut, lasting], NOW)
    assert not rules.all_are_over([], NOW)


@pytest.mark.parametrize(
    ("terms", "fewer"),
    [
        *(({}, False), ({"needs_approval": True}, True), ({"closes_at": NOW + HOUR}, True)),
        *(({"code": "x"}, True), ({"opens_at": NOW + HOUR}, True)),
    ],
)
def test_a_category_may_let_in_fewer_than_the_event(terms, fewer):
    assert rules.lets_fewer_in(CategoryTerms(**terms), CategoryTerms(), NOW) is fewer


@pytest.mark.parametrize(
    ("event", "windows", "found"),
    [
        ({}, [], Opening(RegistrationAvailability.OPEN)),
        ({}, [(NOW, None), (NOW - HOUR, NOW)], Opening(RegistrationAvailability.OPEN)),
        ({}, [(None, NOW)], Opening(RegistrationAvailability.CLOSED, by_categories=True)),
        (PAST, [(None, NOW)], Opening(RegistrationAvailability.PAST)),
        (
            {"starts_at": NOW + 2 * HOUR},
            [(NOW + HOUR, None)],
            Opening(RegistrationAvailability.EARLY, NOW + HOUR, by_categories=True),
        ),
        ({}, [(NOW + HOUR, None)], Opening(RegistrationAvailability.CLOSED, by_categories=True)),
    ],
)
def test_registration_is_open_while_one_of_the_categories_is(event, windows, found):
    assert rules.opening(Dated(**event), windows, NOW) == found


@pytest.mark.parametrize(
    ("event", "closes_at", "live", "proved", "found"),
    [
        ({}, None, True, True, Joining.OPEN),
        ({}, NOW + MOMENT, True, True, Joining.OPEN),
        ({}, NOW, True, True, Joining.CLOSED),
        ({}, None, True, False, Joining.UNPROVED),
        ({}, None, False, True, Joining.GONE),
        (RUNNING, None, True, True, Joining.RUNNING),
        (PAST, None, False, True, Joining.PAST),
        ({"status": "cancelled"}, None, True, True, Joining.CANCELLED),
        ({"status": "postponed"}, None, True, True, Joining.POSTPONED),
        ({"registration_closes_at": NOW}, None, True, True, Joining.CLOSED),
        ({"features": [Feature.AGENDA.value]}, None, True, True, Joining.CLOSED),
    ],
)
def test_people_join_a_registration_while_others_may_register(event, closes_at, live, proved, found):
    terms = CategoryTerms(closes_at=closes_at)
    assert rules.joining(Dated(**event), NOW, terms, is_live=live, is_proved=proved) is found


@pytest.mark.parametrize(
    ("names", "terms", "found"),
    [
        (["Ada"], {}, None),
        (["Ada", "Bo"], {}, Problem.TOO_MANY),
        (["Ada", "Bo"], {"most_heads": 2, "places": 1}, Problem.TOO_LARGE),
        (["Ada"], {"places": 0}, None),  # waits for more places to be opened
        (["Ada", " "], {"most_heads": 2}, Problem.MISSING),
        (["Ada", ""], {"most_heads": 2, "named": False}, None),
        (["x" * 161], {"named": False}, Problem.TOO_LONG),
    ],
)
def test_a_group_comes_in_a_category_that_has_room_for_its_names_and_size(names, terms, found):
    assert rules.heads_problem([Head(name=each) for each in names], CategoryTerms(**terms)) is found


def test_a_word_of_the_organizers_own_is_short():
    assert rules.tag_problem(rules.tidy_tag(" Presse \n")) is None
    assert rules.tag_problem("x" * 41) is Problem.TOO_LONG
