"""Whoever is signed out while a form is open hears how to go on, and loses nothing of what they typed."""

import pytest

from tests.factories.accounts import PASSWORD, make_access_link, make_user
from tests.factories.events import make_event
from tests.forms import sent_from
from tests.html import parsed, text_of
from webapp.accounts.queries import links_of_event
from webapp.accounts.services import revoke_access_link
from webapp.accounts.types import Role
from webapp.events.queries import get_event, get_event_by_id
from webapp.foundation import clock

GERMAN = {"Accept-Language": "de"}


@pytest.fixture
def desk(app, client, work):
    """A browser at the desk whose forms carry the token against forged requests, as in earnest; a draft to edit."""
    app.config["WTF_CSRF_ENABLED"] = True
    with work():
        event = make_event("Dialog", status="draft")
        user = make_user(Role.ORGANIZER, organisation_id=event.host_id)
        email, event_id, page = user.email, event.id, f"/manage/events/{event.slug}/edit"

    class Desk:
        def sign_in(self):
            shown = parsed(client.get("/sign-in", headers=GERMAN))
            return client.post("/sign-in", data={**sent_from(shown, "email"), "email": email, "password": PASSWORD})

        def sign_out(self):
            shown = parsed(client.get("/manage", headers=GERMAN))
            (form,) = [each for each in shown.iter("form") if each.get("action") == "/sign-out"]
            token = form.find(".//input[@name='csrf_token']").get("value")
            return client.post("/sign-out", data={"csrf_token": token})

        def open_form(self):
            return sent_from(parsed(client.get(page, headers=GERMAN)), "title")

        def send(self, typed):
            return client.post(page, data=typed, headers=GERMAN)

        def saved(self):
            with work():
                return get_event_by_id(event_id).title

    return Desk()


@pytest.mark.parametrize("lost", ["signed out", "no cookies"])
def test_they_sign_in_beside_it_and_send_it_again(client, desk, lost):
    desk.sign_in()
    typed = desk.open_form() | {"title": "Dialog mit vielen Worten"}
    if lost == "signed out":
        assert desk.sign_out().status_code in {302, 303}
    else:
        client._cookies.clear()
    refused = desk.send(typed)
    page = parsed(refused)
    assert refused.status_code == 403
    assert "Sie sind nicht mehr angemeldet" in text_of(page)
    assert page.find(".//a[@target='_blank']").get("href") == "/sign-in"
    again = sent_from(page, "title")
    assert again["title"] == ["Dialog mit vielen Worten"]
    desk.sign_in()
    for _ in range(2):  # the token of that page is one of before the sign-in
        answer = desk.send(again)
        if answer.status_code == 400:
            again = sent_from(parsed(answer), "title")
    assert desk.saved() == "Dialog mit vielen Worten"


def test_whoever_is_signed_in_and_may_not_is_told_so(client, desk, work):
    desk.sign_in()
    with work():
        slug = make_event("Anderswo", status="draft").slug
    typed = desk.open_form()
    answer = client.post(f"/manage/events/{slug}/edit", data=typed, headers=GERMAN)
    assert answer.status_code == 403
    assert "nicht mehr angemeldet" not in answer.text


def test_whoever_came_by_a_link_that_was_revoked_hears_nothing_of_signing_in(client, work):
    with work():
        event = make_event("Halle")
        link = make_access_link(event, Role.DOOR)
        slug, link_id = event.slug, link.public_id
    with client.session_transaction() as kept:
        kept["links"] = [link_id]
    with work():
        revoke_access_link(link=links_of_event(get_event(slug).public_id)[0], now=clock.now())
    refused = client.post(f"/checkin/{slug}/code", data={"code": "x"}, headers=GERMAN)
    assert refused.status_code == 403
    assert "nicht mehr angemeldet" not in refused.text


@pytest.mark.parametrize("link", ["none", "revoked"])
def test_a_device_is_told_in_the_word_that_it_knows(client, work, link):
    with work():
        event = make_event("Halle")
        slug, link_id = event.slug, make_access_link(event, Role.DOOR).public_id
    if link == "revoked":
        with client.session_transaction() as kept:
            kept["links"] = [link_id]
        with work():
            revoke_access_link(link=links_of_event(get_event(slug).public_id)[0], now=clock.now())
    refused = client.post(f"/checkin/{slug}/facts", json={}, headers={**GERMAN, "Accept": "application/json"})
    assert (refused.status_code, refused.json["error"]) == (403, "403")
