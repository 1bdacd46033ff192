"""The waiting list: who moves up when, in which order, and who is told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.accounts import make_user
from tests.factories.events import make_event
from tests.factories.registration import cancel, make_registration
from webapp.accounts.acting import acting_as
from webapp.accounts.types import SYSTEM, Role
from webapp.capacity.queries import level
from webapp.capacity.services import resize
from webapp.events import services as events
from webapp.events.services import change_capacity
from webapp.foundation import clock, facts, going_on, revisions
from webapp.foundation.database import session
from webapp.foundation.transaction import unit_of_work
from webapp.mail.models import OutboxMail
from webapp.registration import queries, services
from webapp.registration.errors import RegistrationClosedError
from webapp.registration.facts import OfferMade
from webapp.registration.rules import HELD_FOR, RANKED_FOR
from webapp.registration.tasks import keep_places_moving
from webapp.tickets.queries import tickets_of_registration

A_DAY = timedelta(hours=24)

pytestmark = pytest.mark.usefixtures("now")


def offered():
    """Public ids of those who were offered a place, in order."""
    return list(session().scalars(select(OutboxMail.about).where(OutboxMail.kind == "offer").order_by(OutboxMail.id)))


def line(event, count, **values):
    return [make_registration(event, f"Wartende {number}", **values) for number in range(count)]


def standing(event):
    counts = queries.counts_of(event.id)
    return counts.pending + counts.offered + counts.confirmed, counts.waiting, level(event.pool_id).taken


@pytest.mark.both
def test_the_next_in_line_is_offered_the_place_in_the_same_transaction_and_by_mail(work):
    with work():
        event = make_event(capacity=1)
        seated = make_registration(event)
        first, second = line(event, 2)
        cancel(seated)
        assert (seated.status, seated.cancelled_at) == ("cancelled", clock.now())
        assert (first.status, first.held_until, second.status) == ("offered", clock.now() + A_DAY, "waiting")
        assert offered() == [first.public_id]
        assert tickets_of_registration(first.id) == []
        assert queries.waiting_position(second) == 1
        assert standing(event) == (1, 1, 1)


def test_a_failing_mail_undoes_moving_up_and_leaves_leaving_alone(work, monkeypatch):
    with work():
        event = make_event(capacity=1)
        seated, waiting = make_registration(event), make_registration(event)
        ids = seated.public_id, waiting.public_id

    def fail(_fact):
        raise RuntimeError("no mail")

    monkeypatch.setitem(facts._handlers, OfferMade, [fail])
    with work():
        cancel(queries.get_by_public_id(ids[0]))
    with work():
        assert [queries.get_by_public_id(each).status for each in ids] == ["cancelled", "waiting"]
        assert level(queries.get_by_public_id(ids[0]).event.pool_id).taken == 0
        assert [(each.work, each.tries) for each in going_on.troubles()] == [("offer a place", 1)]


def test_leaving_twice_gives_one_place_back(work):
    with work():
        event = make_event(capacity=1)
        seated = make_registration(event)
        line(event, 2)
        cancel(seated)
        cancel(seated)
        assert len(offered()) == 1
        assert standing(event) == (1, 1, 1)


def test_leaving_the_line_lets_nobody_in_and_everybody_behind_advance(work):
    with work():
        event = make_event(capacity=1)
        make_registration(event)
        first, second = line(event, 2)
        cancel(first)
        assert (queries.waiting_position(first), queries.waiting_position(second)) == (0, 1)
        assert (offered(), standing(event)) == ([], (1, 1, 1))


def test_an_unconfirmed_place_can_be_given_up(work):
    with work():
        event = make_event(capacity=1)
        pending = make_registration(event, confirmed=False)
        (first,) = line(event, 1)
        cancel(pending)
        assert (pending.held_until, first.status) == (None, "offered")


def test_whoever_has_not_confirmed_is_passed_over_and_keeps_the_rank(work):
    with work():
        event = make_event(capacity=1)
        seated = make_registration(event)
        silent = make_registration(event, confirmed=False)
        (second,) = line(event, 1)
        cancel(seated)
        assert (silent.status, second.status) == ("waiting", "offered")
        assert queries.waiting_position(silent) == 1


@pytest.mark.both
def test_more_room_moves_the_line_up_at_once_and_in_order(work):
    with work():
        make_user(Role.ADMIN)
        event = make_event(capacity=1)
        make_registration(event)
        waiting = line(event, 4)
        change_capacity(event=event, capacity=3)
        assert [each.status for each in waiting] == ["offered", "offered", "waiting", "waiting"]
        assert offered() == [each.public_id for each in waiting[:2]]
        change_capacity(event=event, capacity=None)
        assert standing(event) == (5, 0, 5)


def test_less_room_evicts_nobody_and_the_next_to_leave_frees_nothing(work):
    with work():
        event = make_event(capacity=2)
        one, two = make_registration(event), make_registration(event)
        (first,) = line(event, 1)
        change_capacity(event=event, capacity=1)
        assert standing(event) == (2, 1, 2)
        cancel(one)
        assert (first.status, standing(event)) == ("waiting", (1, 1, 1))
        cancel(two)
        assert (first.status, standing(event)) == ("offered", (1, 0, 1))


def test_the_line_stands_still_once_the_event_has_begun(work):
    with work():
        event = make_event(capacity=1, starts_in=timedelta(hours=1))
        seated = make_registration(event)
        (first,) = line(event, 1)
        clock.move_on(timedelta(hours=1))
        cancel(seated)
        assert (first.status, standing(event)) == ("waiting", (0, 1, 0))
        assert services.fill_free_places(now=clock.now()) == 0


@pytest.mark.parametrize("status", ["cancelled", "draft"])
def test_nothing_is_left_to_give_up_where_nothing_takes_place(work, status):
    with work():
        event = make_event()
        seated = make_registration(event)
        event.status = status
        with pytest.raises(RegistrationClosedError):
            cancel(seated)


def test_a_postponed_event_can_be_left_but_nobody_moves_up(work):
    with work():
        event = make_event(capacity=1)
        seated = make_registration(event)
        (first,) = line(event, 1)
        events.postpone_event(event=event, now=clock.now(), reason="Sturm", starts_at=None, ends_at=None)
        cancel(seated)
        assert (seated.status, first.status) == ("cancelled", "waiting")


@pytest.mark.both
def test_what_nobody_confirmed_in_time_goes_to_the_line(work):
    with work():
        events_ = [make_event(capacity=1) for _ in range(2)]
        silent = [make_registration(event, confirmed=False) for event in events_]
        first = make_registration(events_[0])
        before = revisions.read(("events",))
        clock.move_on(HELD_FOR - timedelta(microseconds=1))
        assert services.expire_due(now=clock.now()) == 0
        clock.move_on(timedelta(microseconds=1))
        assert services.expire_due(now=clock.now()) == 2
        for each in (*silent, first):
            session().refresh(each)
        assert [each.status for each in silent] == ["expired", "expired"]
        assert silent[0].held_until is None
        assert (first.status, offered()) == ("offered", [first.public_id])
        assert [standing(event) for event in events_] == [(1, 0, 1), (0, 0, 0)]
        assert revisions.read(("events",)) > before  # the second event has room again
        assert services.expire_due(now=clock.now()) == 0


def test_a_rank_that_nobody_confirmed_expires_after_a_day(work):
    with work():
        event = make_event(capacity=0)
        silent = make_registration(event, confirmed=False)
        clock.move_on(RANKED_FOR - timedelta(microseconds=1))
        assert services.expire_due(now=clock.now()) == 0
        clock.move_on(timedelta(microseconds=1))
        assert services.expire_due(now=clock.now()) == 1
        assert standing(event) == (0, 0, 0)
        session().refresh(silent)
        assert silent.status == "expired"


def test_the_job_expires_and_fills_what_is_free(app, work):
    with work():
        silent, roomy = make_event(capacity=1), make_event(capacity=1)
        make_registration(silent, confirmed=False)
        make_registration(silent)
        make_registration(roomy)
        make_registration(roomy)
        resize(roomy.pool_id, capacity=2)
    clock.move_on(HELD_FOR)
    with app.app_context():
        keep_places_moving()
        with acting_as(SYSTEM), unit_of_work():
            assert len(offered()) == 2
        keep_places_moving()
        with acting_as(SYSTEM), unit_of_work():
            assert len(offered()) == 2


def test_a_moment_taken_twice_still_makes_two_ranks(work):
    with work():
        event = make_event(capacity=0)
        ranks = [queries.waiting_position(each) for each in line(event, 3)]  # the clock stands still
        assert ranks == [1, 2, 3]
        clock.move_on(-timedelta(hours=1))
        assert queries.waiting_position(make_registration(event)) == 4
