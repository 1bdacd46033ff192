"""The page of a ticket that is void says what became of the place, as far as that is known, and no more."""

from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_registration
from webapp.events.services import cancel_event
from webapp.foundation import clock
from webapp.registration import services
from webapp.registration.types import Head
from webapp.tickets.payload import payload_of
from webapp.tickets.queries import ticket_of_attendee

pytestmark = pytest.mark.usefixtures("now")


def how(made):
    return {"registration": made, "now": clock.now()}


def swapped(made):
    services.replace_attendee(**how(made), attendee_id=made.attendees[1].id, head=Head("Carl"))


def dropped(made):
    services.drop_attendee(**how(made), attendee_id=made.attendees[1].id)


def erased(made):
    services.erase(**how(made))


@pytest.mark.parametrize("act", [swapped, dropped, cancel, erased], ids=["swapped", "dropped", "cancelled", "erased"])
@pytest.mark.parametrize("closed", [False, True])
def test_a_void_ticket_promises_no_free_place(client, work, act, closed):
    with work():
        closes_at = clock.now() + timedelta(days=1)
        event = make_event(registration_closes_at=closes_at)
        made = make_registration(event, "Bert", heads=(Head("Bert"), Head("Bert Zwei")))
        page = f"/t/{payload_of(ticket_of_attendee(made.attendees[1].id), event)}"
        act(made)
        if closed:
            clock.move_on(timedelta(days=2))
        register = f"/events/{event.slug}/register"
    said = client.get(page, headers={"Accept-Language": "de"}).text
    assert "wieder frei" not in said
    assert "abgesagt oder an jemand anderen weitergegeben" in said
    assert ("Bert Zwei" in said) == (act is not erased)
    assert "\u2068\u2069" not in said
    assert (f'href="{register}"' in said) != closed


def test_a_ticket_of_an_event_called_off_speaks_of_nobody_who_is_forgotten(client, work):
    with work():
        event = make_event()
        made = make_registration(event, "Bert")
        page = f"/t/{payload_of(ticket_of_attendee(made.attendees[0].id), event)}"
        cancel_event(event=event, now=clock.now(), reason="Sturm")
        clock.move_on(timedelta(days=9))
        erased(made)
    said = client.get(page, headers={"Accept-Language": "de"}).text
    assert "\u2068\u2069" not in said
