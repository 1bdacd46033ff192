"""Whoever waits without an address and is offered a place hears of it by telephone alone: the desk is told to call."""

from datetime import timedelta

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_registration
from webapp.foundation import clock
from webapp.registration import services
from webapp.registration.types import Application, Head, Source, WhenFull

CALL = "ohne E-Mail-Adresse ist ein Platz angeboten"


def test_the_desk_is_told_to_call_as_long_as_the_offer_lasts(desk, work):
    with work():
        event = make_event(host=desk.host, capacity=1)
        first, pages = make_registration(event, "A"), ("", f"/events/{event.slug}")
        caller = Application("Wartend Er", "", heads=(Head("Wartend Er"),), source=Source.DESK)
        services.take_call(event=event, application=caller, now=clock.now(), when_full=WhenFull.WAIT)
    assert not any(CALL in desk.page(each) for each in pages)
    with work():
        cancel(first)
    assert all(CALL in desk.page(each) for each in pages)
    assert "Wartend Er" in desk.page(f"{pages[1]}/registrations?status=offered")
    clock.move_on(timedelta(days=1, minutes=5))
    assert not any(CALL in desk.page(each) for each in pages)
