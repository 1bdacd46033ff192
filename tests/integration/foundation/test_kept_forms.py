"""A form that came too late or under a spent key is given back as it was typed; a foreign one is not."""

import pytest
from flask import redirect
from markupsafe import Markup

from tests.html import parsed
from webapp.accounts import access
from webapp.foundation.http.once import once

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


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
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
