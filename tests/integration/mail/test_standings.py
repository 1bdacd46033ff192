"""Letters about an event's fate say of each reader what is true: place, rank, request, offer, or nothing proved yet."""

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_registration, people
from tests.integration.mail.test_companions import FATES, taken_off
from webapp.events import services as events
from webapp.foundation import clock
from webapp.mail.enqueueing import page_of
from webapp.registration import queries, services
from webapp.registration.rules import HELD_FOR

pytestmark = pytest.mark.usefixtures("now")

STANDINGS = (
    "unproved pending",
    "unproved waiting",
    "unproved requested",
    "requested",
    "waiting",
    "offered",
    "confirmed",
)
# What may be said to whom and to nobody else, in German.
SAID = {
    "Ticket gilt weiter": {"confirmed"},
    "behalten Ihren Platz": {"confirmed"},
    "auf der Warteliste": {"waiting"},
    "Anfrage": {"requested"},
    "nehmen Sie ihn": {"offered"},
    "noch nicht bestätigt": {"unproved pending", "unproved waiting", "unproved requested"},
}


def stand(event, standing, **values):
    """Somebody of whom this is true."""
    unproved, _, status = standing.rpartition(" ")
    services.set_up(event=event, needs_approval=status == "requested")
    made = make_registration(event, confirmed=not unproved, **values)
    if status == "offered":
        services.promote(registration=made, reason="x", now=clock.now(), beyond=True)
    assert (made.status, bool(made.address_confirmed_at)) == (status, not unproved)
    return made


def event_for(standing, **values):
    return make_event(capacity=0 if standing.rpartition(" ")[2] in {"waiting", "offered"} else 5, **values)


@pytest.mark.parametrize("kind", FATES)
@pytest.mark.parametrize("standing", STANDINGS)
def test_each_hears_what_is_true_of_them_and_nothing_else(work, outbox, kind, standing):
    with work():
        event = event_for(standing)
        made = stand(event, standing)
        FATES[kind](event)
        mail = outbox(kind=kind)[0]
        for text in (mail.text, mail.html):
            for words, those in SAID.items():
                if kind == "event_cancelled" or standing not in those:
                    assert words not in text
        if kind != "event_cancelled":
            assert any(words in mail.text for words, those in SAID.items() if standing in those)
            assert mail.text.count("/registrations/") == 1
            confirms = "bestätigen Sie Ihre Anmeldung" in mail.text
            assert confirms == standing.startswith("unproved")
        assert mail.recipient == made.email


@pytest.mark.parametrize("kind", FATES)
def test_several_places_are_spoken_of_as_several(work, outbox, kind):
    with work():
        event = make_event()
        make_registration(event, heads=people("Ada", "Ben"))
        FATES[kind](event)
        text = outbox(kind=kind)[0].text
        assert "Ihren Platz" not in text
        assert "Ihr Ticket" not in text


@pytest.mark.both
@pytest.mark.parametrize("standing", ["unproved pending", "unproved waiting", "unproved requested"])
def test_an_address_is_confirmed_while_the_event_has_no_date(work, outbox, standing):
    with work():
        event = event_for(standing)
        made = stand(event, standing)
        taken_off(event)
        services.confirm_address(registration=made, now=clock.now())
        status = {"pending": "confirmed"}.get(standing.split()[1], standing.split()[1])
        assert (made.status, made.held_until) == (status, None)
        kind = {"confirmed": "seat_confirmed", "waiting": "waiting_list", "requested": "approval_asked"}[status]
        assert outbox()[-1].kind == kind
        clock.move_on(HELD_FOR * 3)
        services.expire_due(now=clock.now())
        assert made.status == status
        who = {"event": event, "now": clock.now(), "reason": "Neu"}
        events.postpone_event(**who, starts_at=event.starts_at, ends_at=event.ends_at)
        assert "noch nicht bestätigt" not in outbox(kind="event_moved")[0].text


@pytest.mark.both
def test_an_offer_is_taken_while_the_event_has_no_date(work):
    with work():
        event = event_for("offered")
        made = stand(event, "offered")
        taken_off(event)
        services.accept_offer(registration=made, now=clock.now())
        assert made.status == "confirmed"


@pytest.mark.parametrize("standing", ["unproved pending", "offered"])
def test_the_page_lets_them_while_the_event_has_no_date(work, client, standing):
    with work():
        event = event_for(standing)
        made = stand(event, standing)
        taken_off(event)
        page, made_id = page_of(made.public_id, "de"), made.public_id
    button = "confirm" if standing != "offered" else "accept"
    path = page.removeprefix("http://localhost")
    assert f'action="{path}/{button}"' in client.get(path, headers={"Accept-Language": "de"}).text
    client.post(f"{path}/{button}", data={"once_key": f"standing-{button}"})
    with work():
        assert queries.get_by_public_id(made_id).status == "confirmed"
