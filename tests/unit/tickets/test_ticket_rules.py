from datetime import UTC, date, datetime

import pytest

from webapp.events.types import EventStatus
from webapp.tickets import rules
from webapp.tickets.types import TicketState


@pytest.mark.parametrize(
    ("ends_at", "zone", "through"),
    [
        (datetime(2026, 5, 6, 15, 30, tzinfo=UTC), "Europe/Berlin", date(2027, 6, 10)),
        # 22:30 in UTC is past midnight in Berlin.
        (datetime(2026, 5, 6, 22, 30, tzinfo=UTC), "Europe/Berlin", date(2027, 6, 11)),
        (datetime(2010, 1, 1, tzinfo=UTC), "UTC", date(2020, 1, 1)),
        (datetime(2250, 1, 1, tzinfo=UTC), "UTC", rules.LAST_DAY),
    ],
)
def test_a_ticket_is_good_for_a_generous_while_after_the_event(ends_at, zone, through):
    assert rules.valid_through(ends_at, zone) == through


def test_the_last_day_fits_two_bytes():
    assert (rules.LAST_DAY - rules.FIRST_DAY).days == 2**16 - 1


def test_a_code_is_read_out_in_two_groups_that_stay_on_one_line():
    assert rules.shown_code("ABCD2345") == "ABCD\u00a02345"


@pytest.mark.parametrize(
    ("status", "revoked", "state"),
    [
        (EventStatus.PUBLISHED, False, TicketState.VALID),
        (EventStatus.DRAFT, False, TicketState.VALID),
        (EventStatus.POSTPONED, False, TicketState.EVENT_POSTPONED),
        (EventStatus.CANCELLED, False, TicketState.EVENT_CANCELLED),
        (EventStatus.PUBLISHED, True, TicketState.CANCELLED),
        (EventStatus.CANCELLED, True, TicketState.CANCELLED),
        (EventStatus.POSTPONED, True, TicketState.CANCELLED),
    ],
)
def test_what_a_ticket_is_good_for(status, revoked, state):
    assert rules.state_of(status, revoked=revoked) is state
