"""How often each use case of a registration asks the database, and that what it reckons with instead is true."""

import pytest

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_category, make_registration, people
from tests.queries import counted
from webapp.capacity.queries import levels
from webapp.capacity.services import resize
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.registration import services
from webapp.registration.rules import HELD_FOR
from webapp.registration.services.event_places import Places
from webapp.registration.types import Application, Source

pytestmark = pytest.mark.usefixtures("now")


def application(**changes):
    return Application(**{"name": "Kim Muster", "email": "kim@example.org", "privacy_version": "1", **changes})


def sign_up(event, **changes):
    return lambda: services.sign_up(event=event, application=application(**changes), now=clock.now())


def confirm(registration):
    return lambda: services.confirm_address(registration=registration, now=clock.now())


def register():
    return sign_up(make_event(capacity=5))


def register_a_group_in_a_category():
    event = make_event(capacity=9)
    return sign_up(event, category_id=make_category(event, capacity=5).id, heads=people("Kim", "Robin"))


def register_where_it_is_full():
    event = make_event(capacity=1)
    make_registration(event)
    return sign_up(event)


def register_behind_others():
    event = make_event(capacity=1)
    for _ in range(3):
        make_registration(event)
    return sign_up(event)


def group_in_line():
    """Three of four places are taken; two people wait, so that nobody gets the last one."""
    event = make_event(capacity=4)
    category = make_category(event)
    seated = make_registration(event, category_id=category.id, heads=people("Anna", "Ben", "Cleo"))
    make_registration(event, category_id=category.id, heads=people("Dora", "Emil"))
    return event, category, seated


def register_behind_a_group_that_waits():
    event, category, _ = group_in_line()
    return sign_up(event, category_id=category.id)


def register_past_who_waits_for_a_full_category():
    event = make_event(capacity=9)
    firms = make_category(event, capacity=1)
    for _ in range(2):
        make_registration(event, category_id=firms.id)
    return sign_up(event, category_id=make_category(event, capacity=3).id)


def register_once_more():
    event = make_event(capacity=5)
    make_registration(event, email="kim@example.org")
    return sign_up(event)


def register_where_the_host_decides():
    event = make_event(capacity=5)
    services.set_up(event=event, needs_approval=True)
    return sign_up(event)


def confirm_a_place():
    return confirm(make_registration(make_event(capacity=5), confirmed=False))


def confirm_a_rank():
    event = make_event(capacity=1)
    make_registration(event)
    return confirm(make_registration(event, confirmed=False))


def confirm_a_rank_that_is_called():
    event = make_event(capacity=1)
    gone = make_registration(event)
    waits = make_registration(event, confirmed=False)
    cancel(gone)
    return confirm(waits)


def confirm_instead_of_another():
    event = make_event(capacity=2)
    make_registration(event, email="kim@example.org", confirmed=False)
    return confirm(make_registration(event, "Robin", email="kim@example.org", confirmed=False))


def confirm_too_late():
    event = make_event(capacity=1)
    late = make_registration(event, confirmed=False)
    clock.move_on(HELD_FOR)
    return confirm(late)


def walk_in():
    event = make_event(capacity=5)
    typed = application(source=Source.DOOR)
    return lambda: services.walk_in(event=event, application=typed, now=clock.now())


def walk_in_beyond_all():
    event = make_event(capacity=1)
    make_registration(event)
    typed = application(source=Source.DOOR)
    return lambda: services.walk_in(event=event, application=typed, now=clock.now(), beyond=True)


def invited(event):
    (invitation,) = services.invite(
        event=event, guests=[services.Guest("Kim Muster", "kim@example.org")], now=clock.now()
    )
    return invitation


def accept_an_invitation():
    invitation = invited(make_event(capacity=5))
    return lambda: services.accept_invitation(invitation=invitation, application=application(), now=clock.now())


def accept_an_invitation_where_it_is_full():
    event = make_event(capacity=1)
    make_registration(event)
    invitation = invited(event)
    return lambda: services.accept_invitation(invitation=invitation, application=application(), now=clock.now())


def change_the_category():
    event = make_event(capacity=5)
    first, second = make_category(event, capacity=3), make_category(event, capacity=3)
    made = make_registration(event, category_id=first.id)
    return lambda: services.move(registration=made, category_id=second.id, now=clock.now())


def one_more_comes():
    event = make_event(capacity=5)
    made = make_registration(event, category_id=make_category(event).id)
    (head,) = people("Robin")
    return lambda: services.add_attendee(registration=made, head=head, now=clock.now())


def one_less_comes():
    _, _, made = group_in_line()
    return lambda: services.drop_attendee(registration=made, attendee_id=made.attendees[0].id, now=clock.now())


def asks(event):
    return make_registration(event, category_id=make_category(event, needs_approval=True).id)


def approve():
    made = asks(make_event(capacity=5))
    return lambda: services.approve(registration=made, now=clock.now())


def approve_where_it_is_full():
    event = make_event(capacity=1)
    make_registration(event)
    made = asks(event)
    return lambda: services.approve(registration=made, now=clock.now())


def approve_behind_others():
    event, _, _ = group_in_line()
    made = asks(event)
    return lambda: services.approve(registration=made, now=clock.now())


def waiting():
    event = make_event(capacity=1)
    gone = make_registration(event)
    return event, gone, make_registration(event)


def promote():
    event, _, waits = waiting()
    resize(event.pool_id, capacity=2)
    return lambda: services.promote(registration=waits, reason="x", now=clock.now())


def promote_beyond_all():
    _, _, waits = waiting()
    return lambda: services.promote(registration=waits, reason="x", now=clock.now(), beyond=True)


def move_up():
    event, _, _ = waiting()
    resize(event.pool_id, capacity=2)
    return lambda: services.move_up(event=event, now=clock.now())


def cancel_and_the_next_one_moves_up():
    _, gone, _ = waiting()
    return lambda: cancel(gone)


def cancel_where_nobody_waits():
    made = make_registration(make_event(capacity=5))
    return lambda: cancel(made)


def accept_an_offer():
    _, gone, waits = waiting()
    cancel(gone)
    return lambda: services.accept_offer(registration=waits, now=clock.now())


def decline_an_offer():
    event, gone, waits = waiting()
    make_registration(event)
    cancel(gone)
    return lambda: services.decline_offer(registration=waits, now=clock.now())


def seat_who_waits():
    event, _, waits = waiting()
    resize(event.pool_id, capacity=2)
    return lambda: services.seat_who_waits(registration=waits, now=clock.now())


def let_expire():
    event = make_event(capacity=1)
    make_registration(event, confirmed=False)
    make_registration(event)
    clock.move_on(HELD_FOR)
    return lambda: services.expire_due(now=clock.now())


MOST = {
    register: 10,
    register_a_group_in_a_category: 14,
    register_where_it_is_full: 13,
    register_behind_others: 13,
    register_behind_a_group_that_waits: 15,
    register_past_who_waits_for_a_full_category: 15,
    register_once_more: 9,
    register_where_the_host_decides: 13,
    confirm_a_place: 20,
    confirm_a_rank: 13,
    confirm_a_rank_that_is_called: 23,
    confirm_instead_of_another: 24,
    confirm_too_late: 33,
    walk_in: 23,
    walk_in_beyond_all: 21,
    accept_an_invitation: 35,
    accept_an_invitation_where_it_is_full: 33,
    change_the_category: 18,
    one_more_comes: 35,
    one_less_comes: 34,
    approve: 20,
    approve_where_it_is_full: 12,
    approve_behind_others: 13,
    promote: 12,
    promote_beyond_all: 12,
    move_up: 14,
    cancel_and_the_next_one_moves_up: 30,
    cancel_where_nobody_waits: 21,
    accept_an_offer: 17,
    decline_an_offer: 31,
    seat_who_waits: 20,
    let_expire: 21,
}


@pytest.mark.parametrize("use_case", MOST, ids=lambda each: each.__name__)
def test_no_use_case_asks_more_often_than_this(app, work, use_case):
    with work():
        act = use_case()
        session().flush()
        with counted(app) as statements:
            act()
            session().flush()
    assert len(statements) <= MOST[use_case], "\n".join(statements)


@pytest.mark.parametrize("use_case", MOST, ids=lambda each: each.__name__)
def test_what_is_reckoned_with_is_what_is_stored(work, monkeypatch, use_case):
    renew, looked = Places.renew, []

    def looking(places, **how):
        reckoned = dict(places._levels)
        assert levels(reckoned) == reckoned
        looked.append(reckoned)
        renew(places, **how)

    with work():
        act = use_case()
        monkeypatch.setattr(Places, "renew", looking)
        act()
        assert looked or use_case is register_once_more
