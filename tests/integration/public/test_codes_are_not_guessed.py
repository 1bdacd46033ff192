"""The code of a category isn't found by trying, and whoever has it gets in beside others who mistype it."""

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_category
from tests.forms import sent_from
from tests.html import parsed
from webapp.foundation import tokens

pytestmark = pytest.mark.usefixtures("now", "same_minute")
GERMAN = {"Accept-Language": "de"}
ADDRESS = {"REMOTE_ADDR": "192.0.2.77"}


@pytest.fixture
def form(app, work):
    """Browsers behind one address, each with the form of an event that has a category with a code and one without."""
    with work():
        event = make_event(capacity=50)
        gated = make_category(event, code="4711", label={"de": "Presse"}).public_id
        plain = make_category(event, label={"de": "Gäste"}).public_id
        path = f"/events/{event.slug}/register"

    def browser():
        client = app.test_client()
        page = client.get(path, headers=GERMAN, environ_base=ADDRESS)
        shown = {**sent_from(parsed(page), "email"), "name": ["Kim"], "consent": ["y"]}

        def send(code, *, category=gated, email=""):
            sent = {
                **shown,
                "email": [email or f"{tokens.new_id()}@example.org"],
                "category": [category],
                "code": [code],
            }
            return client.post(path, data={**sent, "once_key": [tokens.new_id()]}, headers=GERMAN, environ_base=ADDRESS)

        send.plain = plain
        return send

    return browser


@pytest.mark.proof
def test_whoever_tries_codes_is_kept_from_the_right_one(form):
    send = form()
    tried = [send(str(4511 + number)) for number in range(200)]
    assert {each.status_code for each in tried[:20]} == {422}
    assert {each.status_code for each in tried[20:]} == {429}
    refused = send("4711")
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert "Das waren zu viele Versuche. Bitte warten Sie" in refused.text.replace("\xa0", " ")
    assert 'value="Kim"' in refused.text
    assert send("", category=send.plain).status_code == 303


@pytest.mark.proof
def test_fresh_cookies_make_no_fresh_tries_for_ever(form):
    codes = {form()(str(number)).status_code for number in range(220)}
    assert codes == {422, 429}


def test_a_class_behind_one_address_registers_though_some_mistype(form):
    for number in range(30):
        send = form()
        assert send("4712").status_code == 422
        assert send("4171").status_code == 422
        assert send("4711", email=f"kind{number}@example.org").status_code == 303


def test_who_has_the_code_may_send_it_as_often_as_needed(form):
    send = form()
    assert {send("4711").status_code for _number in range(25)} == {303}


def test_a_code_left_out_is_no_guess(form):
    send = form()
    assert {send("").status_code for _number in range(25)} == {422}
    assert send("4711").status_code == 303
