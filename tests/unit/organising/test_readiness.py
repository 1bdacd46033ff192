from dataclasses import replace

import pytest

from webapp.organising import rules
from webapp.organising.types import State, Step

READY = State(
    lies_ahead=True,
    features=frozenset({"registration", "agenda", "stations"}),
    teaser=True,
    description=True,
    plain_language=True,
    venue=True,
    venue_access=True,
    is_online_only=False,
    contact=True,
    measures=1,
    items=3,
    doubts=0,
    stations=2,
    door_links=1,
    facilitator_links=1,
    canvases=2,
)


def undone(tasks):
    return [task.step for task in tasks if not task.done]


def test_when_everything_is_there_nothing_is_missing():
    for tasks in (rules.before_publishing(READY), rules.before_doors(READY), rules.after_the_day(READY)):
        assert tasks
        assert undone(tasks) == []
        assert rules.missing(tasks) == []


def test_a_deadline_is_asked_about_only_where_people_register():
    passed = replace(READY, deadline_passed=True, categories_closed=True, features=READY.features - {"registration"})
    assert undone(rules.before_publishing(passed)) == []


@pytest.mark.parametrize(
    ("change", "step", "required"),
    [
        ({"lies_ahead": False}, Step.AHEAD, True),
        ({"assumes_time": True}, Step.TIME, True),
        ({"deadline_passed": True}, Step.DEADLINE, True),
        ({"categories_closed": True}, Step.CATEGORIES_OPEN, True),
        ({"teaser": False}, Step.TEASER, True),
        ({"venue": False}, Step.VENUE, True),
        ({"contact": False}, Step.CONTACT, True),
        ({"items": 0}, Step.AGENDA, True),
        ({"description": False}, Step.DESCRIPTION, False),
        ({"measures": 0}, Step.MEASURE, False),
        ({"venue_access": False}, Step.ACCESS, False),
        ({"doubts": 2}, Step.PROGRAMME_FITS, False),
        ({"plain_language": False}, Step.PLAIN_LANGUAGE, False),
    ],
)
def test_what_readers_need_is_required_and_the_rest_is_advice(change, step, required):
    tasks = rules.before_publishing(replace(READY, **change))
    assert undone(tasks) == [step]
    assert rules.missing(tasks) == ([step] if required else [])


def test_nobody_is_warned_of_a_link_that_nobody_can_make_yet_or_that_is_needed_no_more():
    early = rules.before_doors(replace(READY, door_links=0, facilitator_links=0, links_reach=False))
    assert undone(early) == [Step.DOOR_LINK, Step.FACILITATOR_LINK]
    assert rules.missing(early) == []
    assert undone(rules.before_doors(replace(READY, door_links=0, door_is_open=True))) == []


@pytest.mark.parametrize(
    ("change", "step", "required"),
    [
        ({"door_links": 0}, Step.DOOR_LINK, True),
        ({"facilitator_links": 0}, Step.FACILITATOR_LINK, True),
        ({"stations_without_facilitator": 1}, Step.FACILITATORS, False),
        ({"stations_without_place": 1}, Step.STATION_PLACES, False),
        ({"doubts": 1}, Step.PROGRAMME_FITS, False),
    ],
)
def test_the_doors_open_only_with_links_for_those_who_work_there(change, step, required):
    tasks = rules.before_doors(replace(READY, **change))
    assert undone(tasks) == [step]
    assert rules.missing(tasks) == ([step] if required else [])


@pytest.mark.parametrize(
    ("change", "step"),
    [
        ({"canvases_in_draft": 1}, Step.CANVASES_APPROVED),
        ({"canvases_without_link": 1}, Step.CANVASES_LINKED),
        ({"measures": 0}, Step.SERVED),
    ],
)
def test_after_the_day_the_thread_is_tied(change, step):
    assert undone(rules.after_the_day(replace(READY, **change))) == [step]


def test_what_an_event_does_not_use_is_not_asked_for():
    plain = replace(READY, features=frozenset(), items=0, stations=0, canvases=0, door_links=0, facilitator_links=0)
    assert rules.missing(rules.before_publishing(plain)) == []
    assert rules.before_doors(plain) == []
    assert [task.step for task in rules.after_the_day(plain)] == [Step.SERVED]
