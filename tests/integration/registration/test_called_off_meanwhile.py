"""Nobody is put down or invited at an event that is called off, or taken off the page, at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Event as Signal

import pytest
from sqlalchemy import select, text

from tests.factories.events import make_event
from tests.waiting import LONG_SECONDS, until
from webapp.events import services as events
from webapp.events.models import Event
from webapp.foundation import clock, transaction
from webapp.foundation.database import session
from webapp.mail.models import OutboxMail
from webapp.organising import services as organising
from webapp.registration import services
from webapp.registration.errors import RegistrationClosedError
from webapp.registration.models import GuestList, Invitation, Registration
from webapp.registration.services.guest_tables import _invite_all as invite_from_table
from webapp.registration.types import Application, Head, Source

NAME, EMAIL = "Kim Muster", "kim@example.org"
KIM = Application(NAME, EMAIL, "", "de", "1", heads=(Head(NAME),), source=Source.DESK)
GUEST = services.Guest(NAME, EMAIL)


# Each way by which a registration or an invitation comes to be.
WAYS: dict[str, Callable[[Event], object]] = {
    "form": lambda event: services.sign_up(event=event, application=KIM, now=clock.now()),
    "caller": lambda event: services.take_call(event=event, application=KIM, now=clock.now(), is_told=True),
    "door": lambda event: services.walk_in(event=event, application=KIM, now=clock.now()),
    "invitation": lambda event: services.invite(event=event, guests=[GUEST], now=clock.now()),
    "table": lambda event: invite_from_table(GuestList(event=event), [GUEST], clock.now()),
}
FATES: dict[str, Callable[[Event], object]] = {
    "cancelled": lambda event: events.cancel_event(event=event, now=clock.now(), reason="Sturm"),
    "taken off": lambda event: organising.take_off_page(event=event, now=clock.now()),
}


def rows(model) -> int:
    return len(session().scalars(select(model.id)).all())


@pytest.mark.both
@pytest.mark.parametrize("fate", FATES)
@pytest.mark.parametrize("way", WAYS)
def test_whoever_comes_second_looks_again(app, work, now, way, fate):
    with work():
        event_id = make_event().id
    is_called_off, may_be_stored = Signal(), Signal()

    def call_off():
        with work():
            try:
                FATES[fate](session().get_one(Event, event_id))
            finally:
                is_called_off.set()
            assert may_be_stored.wait(LONG_SECONDS)

    def come():
        with app.app_context():
            with transaction.looking():
                event = session().get_one(Event, event_id)  # still open
            assert is_called_off.wait(LONG_SECONDS)
            with work(), pytest.raises(RegistrationClosedError):
                WAYS[way](session().merge(event, load=False))
            return True

    def somebody_waits():
        if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
            return True
        with transaction.looking():
            held_up = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
            return session().scalar(text(f"{held_up} and datname = current_database()"))

    with ThreadPoolExecutor(2) as pool:
        first, second = (pool.submit(copy_context().run, each) for each in (call_off, come))
        with app.app_context():
            assert is_called_off.wait(LONG_SECONDS)
            until(lambda: first.done() or second.done() or somebody_waits(), "the second one's turn")
        may_be_stored.set()
        first.result()
        assert second.result()
    with work():
        assert (rows(Registration), rows(Invitation)) == (0, 0)


@pytest.mark.parametrize("way", WAYS)
def test_control_whoever_comes_first_is_there_and_hears_of_it(work, now, way):
    with work():
        event = make_event()
        WAYS[way](event)
        assert rows(Registration) + rows(Invitation) == 1
        if way in {"caller", "door"}:
            FATES["cancelled"](event)
    with work():
        told = set(session().scalars(select(OutboxMail.kind)))
        assert way not in {"caller", "door"} or "event_cancelled" in told
