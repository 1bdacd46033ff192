"""Whoever decides at the desk decides about those whom the page showed."""

import pytest

from tests.factories.events import make_event
from tests.factories.registration import by_link, make_category, make_registration, people
from tests.forms import sent_from
from tests.html import parsed
from webapp.registration import queries, services
from webapp.registration.types import Head

GERMAN = {"Accept-Language": "de"}


@pytest.fixture
def asked(desk, work):
    """A request that waits for the organizer's word."""
    with work():
        event = make_event(capacity=9, host=desk.host)
        category = make_category(event, needs_approval=True)
        made = make_registration(event, "Ada", heads=people("Ada", "Ben"), category_id=category.id)
        return f"/events/{event.slug}/registrations", made.public_id


def added(found):
    by_link(services.add_attendee, found, head=Head("Unbekannt"))


def replaced(found):
    first = found.attendees[0].id
    by_link(services.replace_attendee, found, attendee_id=first, head=Head("Unbekannt"))


def left(found):
    by_link(services.drop_attendee, found, attendee_id=found.attendees[0].id)


def sent_by(page, act):
    """The fields of a form of the page."""
    (form,) = [each for each in parsed(page).iter("form") if (each.get("action") or "").endswith(act)]
    return {each.get("name"): each.get("value") for each in form.iter() if each.get("name") not in {None, "csrf_token"}}


@pytest.mark.parametrize("meanwhile", [added, replaced, left])
def test_nobody_is_approved_who_came_to_it_behind_an_open_page(desk, work, asked, meanwhile):
    path, public_id = asked
    window = sent_by(desk.client.get(f"/manage{path}/{public_id}", headers=GERMAN), "/approve")
    with work():
        meanwhile(queries.get_by_public_id(public_id))
    desk.send(f"{path}/{public_id}/approve", window)
    page = desk.client.get(f"/manage{path}/{public_id}", headers=GERMAN)
    assert "Die Anmeldung hat sich inzwischen geändert." in page.text
    with work():
        assert queries.get_by_public_id(public_id).status == "requested"
    desk.send(f"{path}/{public_id}/approve", sent_by(page, "/approve"))
    with work():
        assert queries.get_by_public_id(public_id).status == "confirmed"


def test_nobody_is_declined_unseen_and_the_reason_stays(desk, work, asked):
    path, public_id = asked
    window = sent_by(desk.client.get(f"/manage{path}/{public_id}", headers=GERMAN), "/decline")
    with work():
        replaced(queries.get_by_public_id(public_id))
    refused = desk.send(f"{path}/{public_id}/decline", {**window, "reason": "Leider ist alles voll."})
    assert refused.status_code == 409
    assert "Die Anmeldung hat sich inzwischen geändert." in refused.text
    again = sent_by(refused, "/decline")
    again["reason"] = sent_from(parsed(refused), "reason")["reason"][0]
    assert again["reason"] == "Leider ist alles voll."
    assert desk.send(f"{path}/{public_id}/decline", again).status_code == 303
    with work():
        assert queries.get_by_public_id(public_id).status == "declined"


@pytest.mark.parametrize("action", ["approve", "decline"])
def test_one_of_many_that_has_changed_waits_for_another_look(desk, work, asked, action):
    path, changed = asked
    with work():
        first = queries.get_by_public_id(changed)
        other = make_registration(first.event, "Cem", category_id=first.category_id).public_id
    shown = desk.client.get(f"/manage{path}/many?action={action}&chosen={changed}&chosen={other}", headers=GERMAN)
    window = sent_by(shown, f"/many/{action}")
    with work():
        added(queries.get_by_public_id(changed))
    desk.send(f"{path}/many/{action}", {**window, "reason": "Voll."})
    assert "1 bleibt, wie sie war." in desk.page(path).replace("\xa0", " ")
    with work():
        assert queries.get_by_public_id(changed).status == "requested"
        assert queries.get_by_public_id(other).status != "requested"
