"""The link in the mail: a held place gets certain, a rank counts."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_registration
from webapp.capacity.queries import level
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail.models import OutboxMail
from webapp.registration import queries, services
from webapp.registration.errors import RegistrationClosedError, RegistrationStateError
from webapp.registration.rules import HELD_FOR, RANKED_FOR
from webapp.tickets.queries import tickets_of_registration

pytestmark = pytest.mark.usefixtures("now")


def confirm(registration):
    return services.confirm_address(registration=registration, now=clock.now())


def kinds(registration):
    statement = select(OutboxMail.kind).where(OutboxMail.about == registration.public_id)
    return list(session().scalars(statement.order_by(OutboxMail.id)))


def taken(event):
    return level(event.pool_id).taken


@pytest.mark.both
def test_confirming_makes_the_place_certain_and_brings_the_ticket_once(work):
    with work():
        event = make_event(capacity=1)
        registration = make_registration(event, confirmed=False)
        for _ in range(2):
            assert confirm(registration).status == "confirmed"
        assert (registration.held_until, registration.confirmed_at) == (None, clock.now())
        assert registration.address_confirmed_at == clock.now()
        assert (taken(event), len(tickets_of_registration(registration.id))) == (1, 1)
        assert kinds(registration) == ["confirmation_asked", "seat_confirmed"]


@pytest.mark.both
def test_confirming_a_rank_makes_it_count_and_tells_it_once(work):
    with work():
        event = make_event(capacity=1)
        make_registration(event)
        registration = make_registration(event, confirmed=False)
        for _ in range(2):
            assert confirm(registration).status == "waiting"
        assert (registration.held_until, queries.waiting_position(registration)) == (None, 1)
        assert kinds(registration) == ["confirmation_asked", "waiting_list"]
        assert not tickets_of_registration(registration.id)


def test_a_rank_confirmed_when_a_place_is_free_is_a_place(work):
    with work():
        event = make_event(capacity=1)
        first = make_registration(event)
        registration = make_registration(event, confirmed=False)
        cancel(first)  # nobody in line is confirmed yet
        assert confirm(registration).status == "confirmed"
        assert kinds(registration) == ["confirmation_asked", "moved_up"]
        assert taken(event) == 1


def test_whoever_is_too_late_gets_a_free_place(work):
    with work():
        event = make_event(capacity=1)
        registration = make_registration(event, confirmed=False)
        clock.move_on(HELD_FOR)
        assert confirm(registration).status == "confirmed"
        assert taken(event) == 1


def test_whoever_is_too_late_loses_the_place_to_the_line(work):
    with work():
        event = make_event(capacity=1)
        late = make_registration(event, confirmed=False)
        first = make_registration(event)
        clock.move_on(HELD_FOR)
        assert confirm(late).status == "waiting"
        session().refresh(first)
        assert (first.status, queries.waiting_position(late), taken(event)) == ("offered", 1, 1)
        assert kinds(late) == ["confirmation_asked", "waiting_list"]
        assert kinds(first) == ["confirmation_asked", "waiting_list", "offer"]


def test_a_rank_confirmed_too_late_is_one_at_the_end(work):
    with work():
        event = make_event(capacity=1)
        make_registration(event)
        late = make_registration(event, confirmed=False)
        make_registration(event)
        assert queries.waiting_position(late) == 1
        clock.move_on(RANKED_FOR)
        assert confirm(late).status == "waiting"
        assert queries.waiting_position(late) == 2


def test_after_the_job_let_it_expire_it_begins_anew(work):
    with work():
        event = make_event(capacity=1)
        late = make_registration(event, confirmed=False)
        clock.move_on(HELD_FOR)
        assert services.expire_due(now=clock.now()) == 1
        assert taken(event) == 0
        assert confirm(late).status == "confirmed"
        assert taken(event) == 1


def test_an_expired_one_stays_so_when_the_same_address_registered_anew(work):
    with work():
        event = make_event()
        late = make_registration(event, confirmed=False, email="kim@example.org")
        clock.move_on(HELD_FOR)
        make_registration(event, email="kim@example.org")
        with pytest.raises(RegistrationStateError):
            confirm(late)
        assert taken(event) == 1


def test_what_was_cancelled_cannot_be_confirmed(work):
    with work():
        registration = make_registration(make_event(), confirmed=False)
        cancel(registration)
        with pytest.raises(RegistrationStateError):
            confirm(registration)


def test_nothing_is_confirmed_after_the_event(work):
    with work():
        registration = make_registration(make_event(starts_in=timedelta(minutes=5), lasts=HELD_FOR), confirmed=False)
        clock.move_on(timedelta(minutes=35))
        with pytest.raises(RegistrationClosedError):
            confirm(registration)


def test_an_expired_one_cannot_begin_anew_once_the_event_runs(work):
    with work():
        registration = make_registration(make_event(starts_in=timedelta(minutes=5)), confirmed=False)
        clock.move_on(HELD_FOR)
        with pytest.raises(RegistrationClosedError):
            confirm(registration)


def test_a_held_place_is_confirmed_while_the_event_runs(work):
    with work():
        registration = make_registration(make_event(starts_in=timedelta(minutes=5)), confirmed=False)
        clock.move_on(timedelta(minutes=6))
        assert confirm(registration).status == "confirmed"


@pytest.mark.parametrize("starts_in", [timedelta(minutes=1), timedelta(hours=3), timedelta(hours=23, minutes=59)])
@pytest.mark.parametrize("needs_approval", [False, True])
def test_what_is_said_of_a_rank_or_a_wish_ends_with_the_begin_and_so_does_the_link(work, starts_in, needs_approval):
    with work():
        event = make_event(capacity=1, starts_in=starts_in)
        if needs_approval:
            services.set_up(event=event, needs_approval=True)
        else:
            make_registration(event)
        registration = make_registration(event, confirmed=False)
        assert registration.held_until == event.starts_at
        assert queries.receipt_of(registration).until == event.starts_at
        letter = session().scalars(select(OutboxMail).where(OutboxMail.about == registration.public_id)).one()
        assert clock.local(event.starts_at, event.zone).strftime("%H:%M") in letter.text
        clock.move_on(starts_in)
        with pytest.raises(RegistrationClosedError):
            confirm(registration)


def test_a_place_is_kept_no_longer_than_the_event_lasts(work):
    with work():
        event = make_event(starts_in=timedelta(minutes=5), lasts=timedelta(minutes=10))
        assert make_registration(event, confirmed=False).held_until == event.ends_at
