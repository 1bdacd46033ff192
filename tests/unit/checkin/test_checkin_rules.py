"""Who may come in, against the vectors to which the app at the door is held as well."""

import itertools
import json
import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies

from webapp.checkin import rules
from webapp.checkin.types import EVER, NEVER, ByCode, ByNothing, ByPayload, Direction, Mark
from webapp.events.types import EventStatus
from webapp.foundation.settings import ROOT
from webapp.tickets.rules import state_of

NOON = datetime(2027, 5, 6, 12, 0, tzinfo=UTC)
VECTORS = json.loads((ROOT / "tests" / "vectors" / "door.json").read_text(encoding="utf-8"))


def named(kind):
    return [pytest.param(case, id=case["name"]) for case in VECTORS[kind]]


def minutes(number):
    return NOON + timedelta(minutes=number)


def mark(said):
    return Mark(said["id"], minutes(said["at"]), "Nord", Direction(said["direction"]), said["lets_in"], said["undoes"])


@pytest.mark.parametrize("case", named("merge"))
def test_what_the_marks_of_a_ticket_add_up_to(case):
    marks = [mark(each) for each in case["marks"]]
    days = [minutes(each) for each in case.get("days", ())]
    visit = rules.merge(marks, since=minutes(case.get("since", -1)), days=days)
    assert {scan_id: found.verdict for scan_id, found in visit.found.items()} == case["verdicts"]
    assert (visit.entry and visit.entry.id) == case["inside"]
    assert (visit.first and visit.first.id) == case["first"]
    assert [each.id for each in visit.doubles] == case["doubles"]
    for at, inside in case.get("at", ()):
        known = [each for each in marks if each.at <= minutes(at)]
        entry = rules.entry_at(rules.merge(known, since=minutes(case.get("since", -1)), days=days), days, minutes(at))
        assert (entry and entry.id) == inside, at


def test_a_double_names_the_entry_that_it_met():
    visit = rules.merge([Mark("b", minutes(2), "Süd", "in", True), Mark("a", minutes(1), "Nord", "in", True)])
    assert visit.found["b"].entry.gate == "Nord"


@pytest.mark.parametrize("case", named("refusal"))
def test_why_a_ticket_opens_no_door(case):
    state = state_of(EventStatus(case["status"]), revoked=case["revoked"])
    at, closes = minutes(case["at"]), minutes(case["closes"])
    opens = NEVER if case["opens"] is None else minutes(case["opens"])
    assert rules.refusal(state, is_here=case["here"], at=at, opens=opens, closes=closes) == case["is"]


def test_what_is_no_ticket_is_unknown():
    assert rules.refusal(None, is_here=False, at=NOON, opens=NOON, closes=NOON) == "unknown"


DAYS = [minutes(2), minutes(4)]
MARKS = strategies.builds(
    Mark,
    id=strategies.sampled_from("abcdefghij"),
    at=strategies.integers(0, 5).map(minutes),
    gate=strategies.sampled_from(["Nord", "Süd"]),
    direction=strategies.sampled_from(list(Direction)),
    lets_in=strategies.booleans(),
    undoes=strategies.sampled_from(["", "a", "b", "c"]),
)


@given(strategies.lists(MARKS, max_size=10, unique_by=lambda each: each.id), strategies.randoms())
def test_devices_may_report_in_any_order(marks, dice: random.Random):
    shuffled = list(marks)
    dice.shuffle(shuffled)
    assert rules.merge(shuffled) == rules.merge(marks)
    assert rules.merge(shuffled, days=DAYS) == rules.merge(marks, days=DAYS)


@given(strategies.lists(MARKS, max_size=10, unique_by=lambda each: each.id))
def test_each_day_adds_up_as_if_there_were_no_other(marks):
    whole = rules.merge(marks, days=DAYS)
    for begins, ends in itertools.pairwise([EVER, *DAYS, NEVER]):
        alone = rules.merge([each for each in marks if begins <= each.at < ends or each.direction == Direction.UNDO])
        of_the_day = {each.id for each in marks if begins <= each.at < ends}
        assert {key: found for key, found in whole.found.items() if key in of_the_day} == {
            key: found for key, found in alone.found.items() if key in of_the_day
        }
        assert [each for each in whole.doubles if each.id in of_the_day] == list(alone.doubles)
        if whole.entry and whole.entry.id in of_the_day:
            assert alone.entry == whole.entry


@pytest.mark.parametrize("case", VECTORS["shown"], ids=lambda case: case["text"][:30])
def test_what_is_held_before_the_camera(case):
    found = rules.what_is_shown(case["text"])
    match found:
        case ByPayload(payload):
            assert {"payload": payload} == case["is"]
        case ByCode(code):
            assert {"code": code} == case["is"]
        case ByNothing():
            assert case["is"] == {}


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("123e4567-e89b-12d3-a456-426614174000", True),
        ("123E4567-E89B-12D3-A456-426614174000", False),
        ("123e4567e89b12d3a456426614174000", False),
        ("123e4567-e89b-12d3-a456-426614174000\n", False),
        ("", False),
    ],
)
def test_an_id_is_a_uuid_in_small_letters(text, fits):
    assert rules.is_scan_id(text) is fits


@pytest.mark.parametrize(
    ("starts", "opens"),
    [
        (datetime(2027, 5, 6, 13, 0, tzinfo=UTC), datetime(2027, 5, 5, 22, 0, tzinfo=UTC)),
        # At two in the morning whoever sets up was there the evening before.
        (datetime(2027, 5, 6, 0, 0, tzinfo=UTC), datetime(2027, 5, 5, 18, 0, tzinfo=UTC)),
        # The day on which the clocks are put forward begins at midnight all the same.
        (datetime(2027, 3, 28, 12, 0, tzinfo=UTC), datetime(2027, 3, 27, 23, 0, tzinfo=UTC)),
    ],
)
def test_the_door_opens_on_the_day_and_six_hours_before_at_the_latest(starts, opens):
    assert rules.opens_at(starts, "Europe/Berlin") == opens


@pytest.mark.parametrize(
    ("told", "sent", "at"),
    [
        (0, 0, 0),
        (-90, 0, -90),  # an hour and a half without a network
        (-90, 0.5, -90),  # half a minute is trusted
        (-90 + 120, 120, -90),  # two hours fast
        (-90 - 120, -120, -90),  # two hours slow
        (5, 0, 0),  # nothing was scanned in the future
        (-60 * 24 * 30, 0, -60 * 24 * 7),  # nor long ago
    ],
)
def test_a_scan_has_the_time_that_a_right_clock_would_have_told(told, sent, at):
    assert rules.scanned_at(minutes(told), sent_at=minutes(sent), received_at=NOON) == minutes(at)
