"""A form that came too late or under a spent key is given back as it was typed; a foreign one is not."""

import pytest
from flask import abort, redirect, request
from markupsafe import Markup

from tests.html import parsed, text_of
from webapp.accounts import access
from webapp.foundation.http.idempotency import once

SENT = {"title": "Käthe <Canary>", "password": "very secret"}


@pytest.fixture
def address(app):
    @app.route("/kept", methods=["GET", "POST"])
    @access.public
    @once
    def keep():
        return redirect("/kept/done", 303)

    return "/kept"


def fields_of(answer):
    return {
        each.get("name"): each.get("value")
        for form in parsed(answer).iter("form")
        if form.get("id") == "kept-form"
        for each in form.iter("input")
    }


def test_an_old_form_is_given_back(app, client, address):
    app.config["WTF_CSRF_ENABLED"] = True
    answer = client.post(address, data={**SENT, "once_key": "k", "csrf_token": "old"})
    fields = fields_of(answer)
    assert (answer.status_code, fields["title"], fields["once_key"]) == (400, SENT["title"], "k")
    assert fields["csrf_token"] != "old"
    assert (fields["password"], SENT["password"] in answer.text) == (None, False)


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "http://["}]
)
def test_what_another_site_sent_is_not_given_back(app, client, address, headers):
    app.config["WTF_CSRF_ENABLED"] = True
    answer = client.post(address, data={**SENT, "once_key": "k"}, headers=headers)
    assert (answer.status_code, fields_of(answer)) == (400, {})
    assert Markup.escape(SENT["title"]) not in answer.text


def test_another_body_under_a_key_is_given_back_under_a_new_one(client, address):
    client.post(address, data={"title": "first", "once_key": "k"})
    answer = client.post(address, data={**SENT, "once_key": "k"})
    fields = fields_of(answer)
    assert (answer.status_code, fields["title"]) == (409, SENT["title"])
    assert fields["once_key"] not in {"", "k"}
    assert client.post(address, data=fields | {"password": ""}).status_code == 303


@pytest.mark.parametrize("key", ["", "x" * 65])
def test_a_bad_key_is_replaced(client, address, key):
    answer = client.post(address, data={**SENT, "once_key": key})
    fields = fields_of(answer)
    assert (answer.status_code, fields["title"]) == (422, SENT["title"])
    assert 0 < len(fields["once_key"]) <= 64


@pytest.fixture
def refusing(app):
    """Addresses that refuse whatever is sent: one that is a page as well, one that is none."""

    @app.route("/refused", methods=["GET", "POST"])
    @app.route("/refused-only", methods=["POST"])
    @access.public
    def refuse():
        abort(int(request.args["status"]))


def links_of(answer):
    return [each.get("href") for each in parsed(answer).iter("a") if text_of(each) == "Seite neu öffnen"]


@pytest.mark.parametrize("status", [400, 405, 409, 413, 415, 422, 429, 500])
def test_a_refusal_without_the_form_leads_back_to_it(client, refusing, status):
    german = {"Accept-Language": "de"}
    answer = client.post(f"/refused?status={status}", data=SENT, headers=german)
    assert (answer.status_code, links_of(answer)) == (status, [f"/refused?status={status}"])
    here = german | {"Referer": "http://localhost/events/x?page=2"}
    answer = client.post(f"/refused-only?status={status}", data=SENT, headers=here)
    assert links_of(answer) == ["/events/x?page=2"]
    assert ("Bei uns ist etwas" in answer.text) == (status == 500)


@pytest.mark.parametrize(
    "referrer", ["", "http://localhost/", "http://localhost//evil.example/x", "https://evil.example/x", "http://[x"]
)
def test_nobody_is_led_to_an_address_that_is_none_of_ours(client, refusing, referrer):
    answer = client.post("/refused-only?status=413", headers={"Accept-Language": "de", "Referer": referrer})
    assert (answer.status_code, links_of(answer)) == (413, [])
