"""An offer is a single-use thing: made, then accepted, declined or expired; and the desk's exceptions."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_registration, people
from webapp.accounts.types import SYSTEM
from webapp.capacity.models import Pool
from webapp.capacity.queries import level
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.registration import queries, services
from webapp.registration.errors import (
    NoPlaceError,
    OfferOverError,
    PersonInvalidError,
    RegistrationClosedError,
    RegistrationStateError,
)
from webapp.registration.models import Change
from webapp.tickets.queries import tickets_of_registration

pytestmark = pytest.mark.usefixtures("now")


def taken(event):
    return level(event.pool_id).taken


def history(registration):
    statement = select(Change.kind).where(Change.registration_id == registration.id).order_by(Change.id)
    return list(session().scalars(statement))


def offered_place(**values):
    """An event with one place, offered to the first of two in line."""
    event = make_event(capacity=1, **values)
    seated = make_registration(event)
    first, second = make_registration(event), make_registration(event)
    cancel(seated)
    return event, first, second


@pytest.mark.both
def test_an_accepted_offer_is_a_place_and_stays_one(work):
    with work():
        event, first, second = offered_place()
        assert first.held_until == clock.now() + timedelta(hours=24)
        for _ in range(2):
            services.accept_offer(registration=first, now=clock.now())
            assert (first.status, first.held_until, second.status, taken(event)) == ("confirmed", None, "waiting", 1)
        assert len(tickets_of_registration(first.id)) == 1
        assert history(first) == ["confirmed_address", "offered", "accepted"]


@pytest.mark.both
def test_a_declined_offer_goes_to_the_next_one(work):
    with work():
        event, first, second = offered_place()
        services.decline_offer(registration=first, now=clock.now())
        assert (first.status, second.status, taken(event)) == ("cancelled", "offered", 1)
        assert history(first)[-1] == "offer_declined"


@pytest.mark.both
def test_an_old_page_gives_up_no_place_that_was_accepted(work):
    with work():
        event, first, second = offered_place()
        services.accept_offer(registration=first, now=clock.now())
        for each in (first, second):
            with pytest.raises(RegistrationStateError):
                services.decline_offer(registration=each, now=clock.now())
        assert (first.status, second.status, taken(event)) == ("confirmed", "waiting", 1)
        assert history(first)[-1] == "accepted"


@pytest.mark.both
def test_an_expired_offer_goes_on_once(work):
    with work():
        event, first, second = offered_place()
        clock.move_on(timedelta(hours=24))
        with pytest.raises(OfferOverError):
            services.accept_offer(registration=first, now=clock.now())
        assert services.expire_due(now=clock.now()) == 1
        assert services.expire_due(now=clock.now()) == 0
        for each in (first, second):
            session().refresh(each)
        assert (first.status, second.status, taken(event)) == ("expired", "offered", 1)
        assert history(first)[-1] == "offer_expired"
        with pytest.raises(OfferOverError):
            services.accept_offer(registration=first, now=clock.now())


def test_whoever_missed_an_offer_may_queue_again(work):
    with work():
        _event, first, second = offered_place()
        clock.move_on(timedelta(hours=24))
        services.expire_due(now=clock.now())
        services.confirm_address(registration=first, now=clock.now())
        session().refresh(second)
        assert (first.status, second.status, queries.waiting_position(first)) == ("waiting", "offered", 1)


def test_an_offer_that_is_over_is_free_for_a_newcomer_without_the_job(work):
    with work():
        event = make_event(capacity=1)
        seated = make_registration(event)
        only = make_registration(event)
        cancel(seated)
        clock.move_on(timedelta(hours=24))
        newcomer = make_registration(event)
        session().refresh(only)
        assert (only.status, newcomer.status) == ("expired", "confirmed")


@pytest.mark.parametrize(
    ("starts_in", "hours"),
    [
        (timedelta(days=7), timedelta(hours=24)),
        (timedelta(hours=10), timedelta(hours=8)),  # the next one must still be able to come
        (timedelta(hours=2), timedelta(hours=1)),
        (timedelta(minutes=30), timedelta(minutes=30)),
    ],
)
def test_an_offer_ends_sooner_when_the_event_is_near(work, starts_in, hours):
    with work():
        _event, first, _second = offered_place(starts_in=starts_in)
        assert first.held_until == clock.now() + hours


def test_the_organizer_says_how_long_offers_last(work):
    with work():
        event = make_event(capacity=1)
        services.set_up(event=event, offer_hours=3)
        seated, first = make_registration(event), make_registration(event)
        cancel(seated)
        assert first.held_until == clock.now() + timedelta(hours=3)


def test_no_offer_is_taken_after_the_event_or_by_whoever_has_none(work):
    with work():
        event, first, second = offered_place()
        with pytest.raises(OfferOverError):
            services.accept_offer(registration=second, now=clock.now())
        with pytest.raises(RegistrationClosedError):
            services.accept_offer(registration=first, now=event.ends_at)


@pytest.mark.both
def test_the_desk_offers_a_place_out_of_turn_with_a_reason(work):
    with work():
        event = make_event(capacity=1)
        make_registration(event)
        first, second = make_registration(event), make_registration(event)
        with pytest.raises(NoPlaceError):
            services.promote(registration=second, reason="Rednerin", now=clock.now())
        services.promote(registration=second, reason=" Rednerin ", now=clock.now(), beyond=True)
        assert (first.status, second.status, taken(event)) == ("waiting", "offered", 2)
        pool = session().get(Pool, event.pool_id, populate_existing=True)
        assert pool.granted_over == 1
        entry = session().scalar(select(Change).where(Change.kind == "promoted"))
        assert (entry.registration_id, entry.reason, entry.actor_key) == (second.id, "Rednerin", SYSTEM.key)


def test_the_desk_passes_a_group_that_waits_for_more_room(work):
    with work():
        event = make_event(capacity=2)
        seated = [make_registration(event) for _ in range(2)]
        make_registration(event, heads=people("A", "B"))
        single = make_registration(event)
        cancel(seated[0])
        services.promote(registration=single, reason="Presse", now=clock.now())
        assert (single.status, taken(event)) == ("offered", 2)


@pytest.mark.parametrize(
    ("values", "reason", "refusal"),
    [
        ({}, "  ", PersonInvalidError),
        ({"confirmed": False}, "x", RegistrationStateError),
    ],
)
def test_nobody_is_promoted_without_a_reason_or_before_confirming(work, values, reason, refusal):
    with work():
        event = make_event(capacity=0)
        waiting = make_registration(event, **values)
        with pytest.raises(refusal):
            services.promote(registration=waiting, reason=reason, now=clock.now())


def test_nobody_is_promoted_once_the_event_has_begun(work):
    with work():
        event = make_event(capacity=0)
        waiting = make_registration(event)
        with pytest.raises(RegistrationClosedError):
            services.promote(registration=waiting, reason="x", now=event.starts_at)
