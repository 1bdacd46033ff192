"""From when on, and up to when, entries count where an event's day was given up."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.checkin import rules
from webapp.checkin.types import EVER, NEVER

NOON = datetime(2027, 5, 6, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("status", "given_up", "expected"),
    [
        *(("published", None, True), ("published", NOON, True), ("postponed", None, False), ("cancelled", None, True)),
        *(("cancelled", NOON - HOUR, True), ("cancelled", NOON, False)),
    ],
)
def test_an_event_that_came_off_its_date_has_none(status, given_up, expected):
    assert rules.has_date(status, given_up, closes=NOON) is expected


@pytest.mark.parametrize(
    ("given_up", "has_date", "since"),
    [(None, True, EVER), (NOON - HOUR, True, NOON - HOUR), (NOON + HOUR, True, NOON), (NOON, False, NEVER)],
)
def test_after_a_day_was_given_up_the_next_ones_entries_count(given_up, has_date, since):
    assert rules.counts_from(given_up, opens=NOON, has_date=has_date) == since


def test_entries_belong_to_a_day_until_its_doors_are_closed():
    assert rules.given_up_until(NOON, now=NOON) == rules.closes_at(NOON)
    assert rules.given_up_until(NOON, now=NOON + 48 * HOUR) == NOON + 48 * HOUR


def test_the_door_opens_with_the_day_and_six_hours_before_the_start_at_the_latest():
    assert rules.opens_at(NOON, "Europe/Berlin") == datetime(2027, 5, 5, 22, 0, tzinfo=UTC)
    early = datetime(2027, 5, 5, 23, 0, tzinfo=UTC)
    assert rules.opens_at(early, "Europe/Berlin") == early - 6 * HOUR
