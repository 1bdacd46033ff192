"""A new date shuts nothing that is open: neither what has opened already nor what was still to close."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.events import make_event
from tests.factories.registration import make_category
from webapp.events import services as events
from webapp.foundation import clock
from webapp.registration import queries, rules
from webapp.registration.types import CategoryAvailability, RegistrationAvailability

pytestmark = pytest.mark.usefixtures("now")
DAY = timedelta(days=1)


def move(event, to):
    now, lasts = clock.now(), event.ends_at - event.starts_at
    events.postpone_event(event=event, now=now, reason="Neuer Tag", starts_at=now + to, ends_at=now + to + lasts)


def test_what_has_opened_stays_open(work):
    with work():
        now = clock.now()
        event = make_event(starts_in=10 * DAY)
        category = make_category(event, opens_at=now - DAY, closes_at=now + 8 * DAY)
        later = make_category(event, opens_at=now + DAY)
        move(event, 40 * DAY)
        assert (category.opens_at, category.closes_at) == (now - DAY, now + 38 * DAY)
        assert later.opens_at == now + 31 * DAY


def test_a_closing_time_ahead_does_not_become_past(work):
    with work():
        now = clock.now()
        event = make_event(starts_in=30 * DAY, registration_closes_at=now + 12 * DAY)
        category = make_category(event, closes_at=now + 11 * DAY)
        move(event, 10 * DAY)
        # Both would have closed 8 and 9 days ago: they stay, at the start at the latest.
        assert (event.registration_closes_at, category.closes_at) == (now + 10 * DAY, now + 10 * DAY)
        assert rules.availability(event, now) is RegistrationAvailability.OPEN


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_move_ever_shuts_anything(work, data):
    hours = st.integers(1, 24 * 60).map(lambda n: timedelta(hours=n))
    starts, to, opens = data.draw(hours), data.draw(hours), data.draw(st.integers(-500, -1)) * timedelta(hours=1)
    closes = data.draw(st.none() | hours)
    with work():
        now = clock.now()
        event = make_event(starts_in=starts, registration_closes_at=closes and now + min(closes, starts))
        category = make_category(event, opens_at=now + opens, closes_at=closes and now + min(closes, starts))
        move(event, to)
        assert rules.availability(event, now) is RegistrationAvailability.OPEN
        assert rules.gate(queries.setup_of(event.id).terms_of(category.id), now, "") is CategoryAvailability.OPEN
        for closing in (event.registration_closes_at, category.closes_at):
            assert closing is None or now < closing <= event.starts_at
