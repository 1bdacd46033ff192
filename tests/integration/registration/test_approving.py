"""Where the organizer decides: asked, approved or declined with a reason."""

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import make_category, make_registration
from webapp.capacity.queries import level
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.registration import queries, services
from webapp.registration.errors import PersonInvalidError, RegistrationClosedError, RegistrationStateError
from webapp.registration.models import Change
from webapp.registration.rules import RANKED_FOR
from webapp.registration.types import Application
from webapp.tickets.queries import tickets_of_registration

pytestmark = pytest.mark.usefixtures("now")


def asked(capacity=1, **values):
    event = make_event(capacity=capacity)
    services.set_up(event=event, needs_approval=True)
    return event, make_registration(event, **values)


def approve(registration, **values):
    return services.approve(registration=registration, now=clock.now(), **values)


@pytest.mark.both
def test_a_request_holds_no_place_until_it_is_approved(work):
    with work():
        event, request = asked()
        assert (request.status, level(event.pool_id).taken, request.held_until) == ("requested", 0, None)
        for _ in range(2):
            approve(request)
            assert (request.status, level(event.pool_id).taken) == ("confirmed", 1)
        assert len(tickets_of_registration(request.id)) == 1


@pytest.mark.both
def test_an_approved_request_without_a_free_place_waits(work):
    with work():
        event, first = asked()
        second = make_registration(event)
        approve(first)
        approve(second)
        assert (second.status, queries.waiting_position(second)) == ("waiting", 1)


def test_whoever_asks_is_told_so_and_gets_no_rank(work):
    with work():
        event = make_event(capacity=1)
        services.set_up(event=event, needs_approval=True)
        application = Application("Kim", "kim@example.org")
        receipts = [services.sign_up(event=event, application=application, now=clock.now()) for _ in range(2)]
        assert [(each.to_be_approved, each.position) for each in receipts] == [(True, 0), (True, 0)]
        assert receipts[0] == receipts[1]


@pytest.mark.both
def test_a_declined_request_keeps_the_reason_and_lets_the_address_ask_again(work):
    with work():
        event, request = asked(email="kim@example.org")
        for _ in range(2):
            services.decline(registration=request, reason=" Nur Betriebe ", now=clock.now())
        assert request.status == "declined"
        entry = session().scalars(select(Change).where(Change.kind == "declined")).one()
        assert entry.reason == "Nur Betriebe"
        with pytest.raises(RegistrationStateError):
            services.confirm_address(registration=request, now=clock.now())
        assert make_registration(event, email="kim@example.org").status == "requested"


def test_only_a_confirmed_request_is_decided_and_only_with_a_reason_declined(work):
    with work():
        event, request = asked()
        silent = make_registration(event, confirmed=False)
        with pytest.raises(RegistrationStateError):
            approve(silent)
        with pytest.raises(PersonInvalidError):
            services.decline(registration=request, reason=" ", now=clock.now())
        with pytest.raises(RegistrationClosedError):
            services.approve(registration=request, now=event.ends_at)


def test_a_request_that_nobody_confirmed_expires_and_may_begin_anew(work):
    with work():
        event = make_event()
        category = make_category(event, needs_approval=True)
        silent = make_registration(event, confirmed=False, category_id=category.id)
        clock.move_on(RANKED_FOR)
        assert services.expire_due(now=clock.now()) == 1
        session().refresh(silent)
        assert silent.status == "expired"
        assert services.confirm_address(registration=silent, now=clock.now()).status == "requested"


def test_one_category_is_approved_and_the_other_comes_in_at_once(work):
    with work():
        event = make_event()
        press, firms = make_category(event, needs_approval=True), make_category(event)
        statuses = [make_registration(event, category_id=each.id).status for each in (press, firms)]
        assert statuses == ["requested", "confirmed"]
