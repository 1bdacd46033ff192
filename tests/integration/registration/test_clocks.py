"""Clocks that are put forward or back, by law or by mistake: what was promised until a moment holds until it, once."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.mail import make_mailing
from tests.factories.registration import cancel, make_registration
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail import services as mail
from webapp.mail.mailings import announcing
from webapp.mail.models import OutboxMail
from webapp.mail.types import MailKind
from webapp.registration import services
from webapp.registration.errors import OfferOverError, RegistrationClosedError
from webapp.registration.models import Registration
from webapp.registration.queries import get_by_public_id

pytestmark = [pytest.mark.usefixtures("now"), pytest.mark.both]
HOUR = timedelta(hours=1)
SPRING = datetime(2027, 3, 27, 14, 0, tzinfo=UTC)  # 15:00 in Berlin on the eve of the change
AUTUMN = datetime(2027, 10, 30, 13, 0, tzinfo=UTC)


def go_to(moment):
    clock.move_on(moment - clock.now())


def offered_at(work, moment, offer_hours=24):
    """Somebody with an offer made at `moment`, and the one behind; their public ids."""
    go_to(moment)
    with work():
        event = make_event(capacity=1, starts_at=moment + timedelta(days=20))
        services.set_up(event=event, offer_hours=offer_hours)
        seated, first, second = (make_registration(event) for _ in range(3))
        cancel(seated)
        return first.public_id, second.public_id


def stands(work, public_id):
    with work():
        found = get_by_public_id(public_id)
        return found.status, found.held_until


def expire(work):
    with work():
        services.expire_due(now=clock.now())


def kinds(work, kind):
    with work():
        return [
            each.text for each in session().scalars(select(OutboxMail).filter_by(kind=kind).order_by(OutboxMail.id))
        ]


@pytest.mark.parametrize(
    ("moment", "said"),
    [(SPRING, "So., 28. März 2027, 16:00 Uhr"), (AUTUMN, "So., 31. Oktober 2027, 14:00 Uhr")],
    ids=["spring", "autumn"],
)
def test_a_day_to_accept_is_24_hours_and_the_letter_names_the_hour_on_the_wall(work, moment, said):
    first, second = offered_at(work, moment)
    assert stands(work, first) == ("offered", moment + timedelta(hours=24))
    assert said in kinds(work, "offer")[0].replace("\u00a0", " ")
    go_to(moment + timedelta(hours=24) - timedelta(seconds=1))
    expire(work)
    assert stands(work, first)[0] == "offered"
    clock.move_on(timedelta(seconds=1))
    expire(work)
    expire(work)
    assert stands(work, second)[0] == "offered"
    assert len(kinds(work, "offer")) == 2
    assert len(kinds(work, "offer_expired")) == 1
    with work(), pytest.raises(OfferOverError):
        services.accept_offer(registration=get_by_public_id(first), now=clock.now())


@pytest.mark.parametrize(
    "wall",
    [
        datetime(2027, 3, 28, 1, 59),
        datetime(2027, 3, 28, 3, 0),
        datetime(2027, 10, 31, 2, 30),  # shown twice: the first time counts
        datetime(2027, 10, 31, 3, 0),
    ],
)
def test_a_deadline_in_the_night_of_the_change_holds_to_the_second(work, wall):
    closes_at = clock.from_local(wall, "Europe/Berlin")
    go_to(closes_at - timedelta(seconds=1))
    with work():
        event = make_event(starts_at=closes_at + timedelta(days=2))
        event.registration_closes_at = closes_at
        make_registration(event)
        clock.move_on(timedelta(seconds=1))
        with pytest.raises(RegistrationClosedError):
            make_registration(event)


def test_a_clock_put_back_an_hour_ends_no_offer_and_makes_none_twice(work):
    first, second = offered_at(work, SPRING, offer_hours=2)
    for _ in range(3):
        clock.move_on(-HOUR)
        expire(work)
        clock.move_on(HOUR)
        expire(work)
    assert stands(work, first)[0] == "offered"
    clock.move_on(2 * HOUR)
    expire(work)
    clock.move_on(-HOUR)
    expire(work)
    clock.move_on(2 * HOUR)
    expire(work)
    assert (stands(work, first)[0], stands(work, second)[0]) == ("expired", "offered")
    assert len(kinds(work, "offer")) == 2


def test_an_offer_taken_before_the_clock_jumps_stays_taken(work):
    first, _ = offered_at(work, SPRING, offer_hours=1)
    with work():
        services.accept_offer(registration=get_by_public_id(first), now=clock.now())
    for jump in (HOUR, -2 * HOUR, 3 * HOUR):
        clock.move_on(jump)
        expire(work)
    assert stands(work, first)[0] == "confirmed"


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
def test_a_mail_goes_out_once_whatever_the_clock_does_meanwhile(work, jump):
    with work():
        make_registration(make_event(), confirmed=False)
    with work():
        taken = mail.claim(now=clock.now())
    clock.move_on(jump)
    with work():
        again = mail.claim(now=clock.now())
    if again is None:
        with work():
            mail.mark_sent(taken, now=clock.now())
    else:  # an hour forward is longer than anybody may take: whoever comes later is the one who says
        with work():
            mail.mark_sent(taken, now=clock.now())
            mail.mark_sent(again, now=clock.now())
    for moment in (0, 1, 2):
        clock.move_on(moment * HOUR)
        with work():
            assert mail.claim(now=clock.now()) is None


@pytest.mark.parametrize("moment", [SPRING, AUTUMN], ids=["spring", "autumn"])
def test_a_reminder_comes_once_though_its_hour_comes_twice(work, moment):
    with work():
        event = make_event(starts_at=moment + timedelta(hours=23))
        make_registration(event)
        due = make_mailing(event, MailKind.REMINDER).due_at
    go_to(due)
    for jump in (timedelta(), -HOUR, HOUR, HOUR):
        clock.move_on(jump)
        with work():
            announcing.write_portion()
    assert len(kinds(work, "reminder")) == 1


def test_nobody_loses_a_place_while_the_clock_jumps(work):
    with work():
        event = make_event(capacity=2)
        make_registration(event)
        make_registration(event, confirmed=False)
    for jump in (-HOUR, HOUR, -HOUR):
        clock.move_on(jump)
        expire(work)
    with work():
        assert sorted(session().scalars(select(Registration.status))) == ["confirmed", "pending"]
