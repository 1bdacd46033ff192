"""What the desk was refused keeps what was typed and uses up no key: sent once more when it can be done, it is done."""

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.forms import sent_from
from tests.html import parsed, text_of
from webapp.events.queries import get_event
from webapp.events.services import update_event
from webapp.foundation import clock
from webapp.registration import queries

GERMAN = {"Accept-Language": "de"}


@pytest.fixture
def waiting(desk, work):
    """Somebody who waits for a place at a full event: where the desk finds them, and their id."""
    with work():
        event = make_event(host=desk.host, capacity=1)
        _, waits = (make_registration(event, name).public_id for name in ("Ada", "Ben"))
        return f"/events/{event.slug}/registrations/{waits}", waits


def status_of(work, public_id):
    with work():
        return queries.get_by_public_id(public_id).status


def test_a_place_out_of_turn_is_offered_once_the_box_is_ticked(desk, work, waiting):
    place, waits = waiting
    page = parsed(desk.client.get(f"/manage{place}", headers=GERMAN))
    (form,) = [each for each in page.iter("form") if each.get("action", "").endswith("/promote")]
    sent = {each.get("name"): each.get("value") or "" for each in form.iter("input") if each.get("type") == "hidden"}
    sent["reason"] = "Grußwort"
    refused = desk.client.post(f"/manage{place}/promote", data=sent, headers=GERMAN)
    assert refused.status_code == 409
    assert "Setzen Sie das Häkchen" in text_of(parsed(refused))
    assert "Grußwort" in refused.text
    assert status_of(work, waits) == "waiting"
    sent["beyond"] = "y"
    assert desk.client.post(f"/manage{place}/promote", data=sent, headers=GERMAN).status_code == 303
    assert status_of(work, waits) == "offered"


def test_a_guest_is_invited_once_registration_is_open_again(desk, work):
    with work():
        slug = make_event(host=desk.host, capacity=5).slug
    path = f"/manage/events/{slug}/invitations"
    sent = {
        **sent_from(parsed(desk.client.get(path, headers=GERMAN)), "email"),
        "name": "Gast",
        "email": "gast@example.org",
    }

    def set_deadline(moment):
        with work():
            update_event(event=get_event(slug), now=clock.now(), registration_closes_at=moment)

    set_deadline(clock.now())
    for is_open in (False, True):
        answer = desk.client.post(path, data=sent, headers=GERMAN)
        listed = "gast@example.org" in desk.client.get(path, headers=GERMAN).text
        assert (answer.status_code, listed) == (303, is_open)
        set_deadline(None)
