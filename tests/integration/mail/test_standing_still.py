"""Mail that is due and goes out to nobody is told by /readyz, unless the mail server is the reason."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.factories.events import make_event
from tests.factories.registration import make_registration
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail import services
from webapp.mail.errors import LaterError, StalledError, UnreachableError
from webapp.mail.models import OutboxMail

pytestmark = [pytest.mark.usefixtures("now"), pytest.mark.both]
STANDS = (503, "mail that is due has not gone out for 15 minutes")


class Hands:
    def __init__(self, problem=None):
        self.problem = problem

    def deliver(self, _message, _name):
        if self.problem is not None:
            raise self.problem

    def close(self):
        pass


@pytest.fixture
def wait(work):
    """Mails are written and nobody looks for them for so long."""

    def write_and_wait(minutes, count=1):
        with work():
            event = make_event()
            for _ in range(count):
                make_registration(event, confirmed=False)
        clock.move_on(timedelta(minutes=minutes))

    return write_and_wait


def test_mail_that_nobody_takes_up_is_told_after_a_while_and_forgotten_once_it_goes(ready, wait, deliver):
    wait(14)
    assert ready() == (200, "ok")
    clock.move_on(timedelta(minutes=2))
    assert ready() == STANDS
    assert deliver(Hands()) == 1
    assert ready() == (200, "ok")


def test_a_long_line_that_moves_is_none(ready, wait, work):
    wait(20, count=3)
    assert ready() == STANDS
    with work():
        services.mark_sent(services.claim(now=clock.now()), now=clock.now())
    clock.move_on(timedelta(minutes=14))
    assert ready() == (200, "ok")
    clock.move_on(timedelta(minutes=2))
    assert ready() == STANDS


@pytest.mark.parametrize("problem", [UnreachableError("down"), StalledError("stalls"), LaterError("450")])
def test_a_mail_server_that_takes_nothing_is_no_fault_of_ours(ready, wait, deliver, problem):
    wait(20, count=5)
    deliver(Hands(problem))
    clock.move_on(timedelta(minutes=40))
    assert ready() == (200, "ok")


def test_a_mail_for_later_and_one_in_hand_are_not_due(ready, wait, work):
    wait(0, count=2)
    with work():
        in_hand = services.claim(now=clock.now())
        later = select(OutboxMail.id).where(OutboxMail.id != in_hand.id)
        rows = session().scalars(later).all()
        session().execute(
            update(OutboxMail).where(OutboxMail.id.in_(rows)).values(due_at=clock.now() + timedelta(days=1))
        )
    clock.move_on(timedelta(minutes=20))
    assert ready() == (200, "ok")
