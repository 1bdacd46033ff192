import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies

from webapp.checkin import rules
from webapp.checkin.types import ByCode, ByNothing, ByPayload, Direction, Mark, Verdict
from webapp.tickets.types import TicketState

NOON = datetime(2026, 5, 6, 12, 0, tzinfo=UTC)
PAYLOAD = "A1b2-_" * 20 + "xyz"


@pytest.mark.parametrize(
    ("state", "is_here", "is_in", "verdict"),
    [
        (None, False, False, Verdict.UNKNOWN),
        (None, True, True, Verdict.UNKNOWN),
        (TicketState.VALID, False, False, Verdict.OTHER_EVENT),
        (TicketState.CANCELLED, False, False, Verdict.OTHER_EVENT),
        (TicketState.CANCELLED, True, False, Verdict.CANCELLED),
        (TicketState.CANCELLED, True, True, Verdict.CANCELLED),
        (TicketState.EVENT_CANCELLED, True, False, Verdict.CANCELLED),
        (TicketState.EVENT_POSTPONED, True, False, Verdict.ADMITTED),
        (TicketState.VALID, True, False, Verdict.ADMITTED),
        (TicketState.VALID, True, True, Verdict.ALREADY_IN),
    ],
)
def test_what_the_door_says(state, is_here, is_in, verdict):
    assert rules.verdict(state, is_here=is_here, is_in=is_in) is verdict


def mark(number, direction=Direction.IN, verdict=Verdict.ADMITTED):
    return Mark(f"{number:02}", NOON + timedelta(minutes=number), "Nord", direction, verdict)


def undo(number):
    return mark(number, Direction.UNDO, Verdict.UNDONE)


@pytest.mark.parametrize(
    ("marks", "inside"),
    [
        ([], []),
        ([mark(1)], ["01"]),
        ([mark(1), mark(2, verdict=Verdict.ALREADY_IN)], ["01", "02"]),
        ([mark(1), undo(2)], []),
        ([mark(1), undo(2), mark(3)], ["03"]),
        ([mark(1), mark(2, Direction.OUT)], []),
        ([mark(1, verdict=Verdict.CANCELLED)], []),
        ([mark(1, verdict=Verdict.CANCELLED), mark(2)], ["02"]),
        ([mark(1), mark(2, verdict=Verdict.CANCELLED)], ["01"]),
    ],
)
def test_who_is_inside_and_by_which_entry(marks, inside):
    assert [found.id for found in rules.visit(marks)] == inside


def test_an_entry_and_its_undoing_in_the_same_moment_leave_nobody_inside():
    entry = Mark("b", NOON, "Nord", Direction.IN, Verdict.ADMITTED)
    taken_back = Mark("a", NOON, "Nord", Direction.UNDO, Verdict.UNDONE)
    assert rules.visit([entry, taken_back]) == rules.visit([taken_back, entry]) == []


def test_of_two_doors_in_the_same_moment_the_one_that_let_in_counts():
    let_in = Mark("b", NOON, "Nord", Direction.IN, Verdict.ADMITTED)
    refused = Mark("a", NOON, "Süd", Direction.IN, Verdict.ALREADY_IN)
    assert rules.visit([refused, let_in]) == rules.visit([let_in, refused]) == [let_in, refused]


MARKS = strategies.builds(
    Mark,
    id=strategies.uuids().map(str),
    at=strategies.integers(0, 9).map(lambda minutes: NOON + timedelta(minutes=minutes)),
    gate=strategies.sampled_from(["Nord", "Süd"]),
    direction=strategies.sampled_from(list(Direction)),
    verdict=strategies.sampled_from(list(Verdict)),
)


@given(strategies.lists(MARKS, max_size=12), strategies.randoms())
def test_devices_may_report_in_any_order(marks, dice: random.Random):
    shuffled = list(marks)
    dice.shuffle(shuffled)
    assert rules.visit(shuffled) == rules.visit(marks)


@pytest.mark.parametrize(
    ("shown", "read"),
    [
        (f"https://events.example.org/t/{PAYLOAD}", ByPayload(PAYLOAD)),
        (f"http://127.0.0.1:8000/t/{PAYLOAD}?lang=en", ByPayload(PAYLOAD)),
        (f"https://events.example.org/t/{PAYLOAD}.pdf", ByPayload(PAYLOAD)),
        (f"  {PAYLOAD}\n", ByPayload(PAYLOAD)),
        ("abcd 2345", ByCode("ABCD2345")),
        ("abcd-2345", ByCode("ABCD2345")),
        ("ab cd 23 45", ByCode("ABCD2345")),
        ("ABCD234", ByNothing()),
        ("ABCD23456", ByNothing()),
        ("", ByNothing()),
        ("https://example.org/", ByNothing()),
        ("WIFI:T:WPA;S:Halle;P:geheim;;", ByNothing()),
        ("ABCD2345" + " " * 50 + "x", ByNothing()),
    ],
)
def test_what_is_held_before_the_camera(shown, read):
    assert rules.what_is_shown(shown) == read


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
    ("age", "at"),
    [
        (0, NOON),
        (90.5, NOON - timedelta(seconds=90.5)),
        (-300, NOON),
        (10**9, NOON - timedelta(days=7)),
    ],
)
def test_a_scan_is_as_old_as_its_device_says_within_reason(age, at):
    assert rules.scanned_at(age, received_at=NOON) == at
