from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.events.types import Feature
from webapp.registration import rules
from webapp.registration.types import LONGEST_NAME, LONGEST_ORGANISATION, Problem, RegistrationAvailability

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass
class Dated:
    status: str = "published"
    starts_at: datetime = NOW + HOUR
    ends_at: datetime = NOW + 3 * HOUR
    registration_closes_at: datetime | None = None
    features: list[str] = field(default_factory=lambda: [Feature.REGISTRATION.value])


RUNNING = {"starts_at": NOW - HOUR}
PAST = {"starts_at": NOW - 2 * HOUR, "ends_at": NOW - HOUR}


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({}, RegistrationAvailability.OPEN),
        ({"registration_closes_at": NOW + timedelta(microseconds=1)}, RegistrationAvailability.OPEN),
        ({"registration_closes_at": NOW}, RegistrationAvailability.CLOSED),
        (RUNNING, RegistrationAvailability.CLOSED),
        ({"features": []}, RegistrationAvailability.NOT_NEEDED),
        ({"features": [], **RUNNING}, RegistrationAvailability.NOT_NEEDED),
        (PAST, RegistrationAvailability.PAST),
        ({"status": "draft"}, RegistrationAvailability.CLOSED),
        ({"status": "cancelled"}, RegistrationAvailability.CANCELLED),
        ({"status": "postponed"}, RegistrationAvailability.POSTPONED),
        ({"status": "cancelled", **PAST}, RegistrationAvailability.CANCELLED),
    ],
)
def test_the_door_says_whether_people_may_register_and_why_not(event, expected):
    assert rules.availability(Dated(**event), NOW) is expected


@pytest.mark.parametrize(
    ("event", "change", "up", "leave", "over"),
    [
        ({}, True, True, True, False),
        (RUNNING, True, False, True, True),
        (PAST, False, False, False, True),
        ({"status": "postponed"}, False, False, True, False),
        ({"status": "cancelled"}, False, False, False, True),
        ({"status": "draft"}, False, False, False, False),
    ],
)
def test_what_may_be_done_with_a_registration(event, change, up, leave, over):
    found = Dated(**event)
    assert rules.may_change(found, NOW) is change
    assert rules.may_move_up(found, NOW) is up
    assert rules.line_is_over(found, NOW) is over
    assert rules.may_leave(found, NOW) is leave


def test_a_place_is_kept_for_half_an_hour_and_a_rank_for_a_day():
    event = Dated(starts_at=NOW + timedelta(days=2), ends_at=NOW + timedelta(days=3))
    assert rules.kept_until(event, NOW, seated=True) == NOW + timedelta(minutes=30)
    assert rules.kept_until(event, NOW, seated=False) == NOW + timedelta(hours=24)


@given(st.integers(0, 3000), st.integers(1, 600))
def test_no_rank_is_kept_beyond_the_begin_and_no_place_beyond_the_end(minutes, lasting):
    event = Dated(
        starts_at=NOW + timedelta(minutes=minutes),
        ends_at=NOW + timedelta(minutes=minutes) + timedelta(minutes=lasting),
    )
    assert rules.kept_until(event, NOW, seated=False) <= event.starts_at
    assert rules.kept_until(event, NOW, seated=True) <= event.ends_at


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (None, NOW),
        (NOW - HOUR, NOW),
        (NOW, NOW + timedelta(microseconds=1)),
        (NOW + HOUR, NOW + HOUR + timedelta(microseconds=1)),
    ],
    ids=["nobody waits", "earlier", "the same moment", "a clock was set back"],
)
def test_each_queues_behind_the_last_one(last, expected):
    assert rules.queued_after(last, NOW) == expected


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Kim   Muster ", "Kim Muster"),
        ("Mu\u0308ller", "Müller"),
        ("Kim\r\nBcc: x@example.org", "Kim Bcc: x@example.org"),
        ("Kim\x00\x07 Muster", "Kim Muster"),
        ("\u202eretsuM miK", "retsuM miK"),
        ("D’Artagnan-O'Brien", "D’Artagnan-O'Brien"),
        ("X", "X"),
        ("🦊", "🦊"),
        ("نور الهدى", "نور الهدى"),
        ("李小龍", "李小龍"),
        ("\u200b\u200d", ""),
        (" \t\n", ""),
        ("", ""),
    ],
)
def test_a_name_is_kept_in_one_form_on_one_line(typed, kept):
    assert rules.tidy(typed) == kept


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("Ö", None),
        ("n" * LONGEST_NAME, None),
        ("n" * (LONGEST_NAME + 1), Problem.TOO_LONG),
        ("", Problem.MISSING),
        ("\u200b", Problem.MISSING),
    ],
)
def test_what_a_name_has_to_be(typed, problem):
    assert rules.name_problem(typed) is problem


@pytest.mark.parametrize(
    ("typed", "problem"),
    [("", None), ("o" * LONGEST_ORGANISATION, None), ("o" * (LONGEST_ORGANISATION + 1), Problem.TOO_LONG)],
)
def test_a_firm_may_be_left_out_but_not_be_a_novel(typed, problem):
    assert rules.organisation_problem(typed) is problem
