"""One rendering for many readers, with tokens of their own for each."""

import re

import pytest
from flask import flash, render_template_string

from tests.factories.office import publish_text
from tests.queries import counted
from webapp.accounts import access
from webapp.foundation import revisions
from webapp.foundation.http import page_cache
from webapp.foundation.http.shared_form import shared_form
from webapp.foundation.revisions import RevisionScope
from webapp.office.types import TextKind

PAGE = """{% from "components/forms.html" import form %}
<p>{{ words }} {{ get_flashed_messages()|join }}</p>
{% for _ in range(2) %}{% call form() %}{% endcall %}{% endfor %}"""


@pytest.fixture
def shown(app):
    """How often the view ran, while what it says may be changed."""
    told = {"times": 0, "words": "first"}

    @app.get("/form/<key>")
    @access.public
    @shared_form(lambda key: RevisionScope(f"thing:{key}"))
    def form(key):
        told["times"] += 1
        return render_template_string(PAGE, words=told["words"])

    @app.post("/form/<key>")
    @access.public
    def sent(key):
        return "taken"

    @app.get("/told")
    @access.public
    def tell():
        flash("Told to one.")
        return ""

    return told


def hidden(page, name):
    return re.findall(rf'name="{name}" value="([^"]+)"', page.text)


def test_everybody_gets_tokens_of_their_own_from_one_rendering(app, shown):
    pages = [app.test_client().get("/form/a") for _ in range(3)]
    assert shown["times"] == 1
    assert len({tuple(hidden(page, "csrf_token")) for page in pages}) == 3
    keys = [key for page in pages for key in hidden(page, "once_key")]
    assert len(keys) == len(set(keys)) == 6


def test_a_token_from_the_shelf_is_taken_by_the_guard(app, shown):
    app.config["WTF_CSRF_ENABLED"] = True
    app.test_client().get("/form/a")
    client = app.test_client()
    token = hidden(client.get("/form/a"), "csrf_token")[0]
    assert client.post("/form/a", data={"csrf_token": token}).text == "taken"
    assert app.test_client().post("/form/a", data={"csrf_token": token}).status_code == 400
    again = hidden(client.get("/form/a"), "csrf_token")
    # Signed in another second it looks different, and it is the same one.
    assert {each.partition(".")[0] for each in again} == {token.partition(".")[0]}


@pytest.mark.both
def test_a_page_is_made_anew_when_its_scope_moved_and_asks_one_question_else(app, shown, work, monkeypatch):
    monkeypatch.setattr(page_cache, "FRESH_SECONDS", -1.0)
    client = app.test_client()
    client.get("/form/a")
    with counted(app) as statements:
        client.get("/form/a")
    assert (shown["times"], len(statements)) == (1, 1)
    shown["words"] = "second"
    with work():
        revisions.bump("thing:b")
    assert "first" in client.get("/form/a").text
    with work():
        revisions.bump("thing:a")
    assert "second" in client.get("/form/a").text


def test_a_page_is_made_anew_when_the_privacy_notice_is_another(app, shown, monkeypatch, work):
    monkeypatch.setattr(page_cache, "FRESH_SECONDS", -1.0)
    client = app.test_client()
    for times, wording in ((1, "The first wording"), (1, ""), (2, "The second wording"), (2, "")):
        if wording:
            with work():
                publish_text(TextKind.PRIVACY, wording)
        client.get("/form/a")
        assert shown["times"] == times


def test_what_is_told_to_one_reader_reaches_nobody_else(app, shown):
    told, other = app.test_client(), app.test_client()
    other.get("/form/a")
    told.get("/told")
    assert "Told to one." in told.get("/form/a").text
    assert "Told" not in other.get("/form/a").text


def test_languages_are_kept_apart(app, shown):
    client = app.test_client()
    pages = [client.get("/form/a", headers={"Accept-Language": lang}) for lang in ("de", "en", "de")]
    assert [page.headers["Content-Language"] for page in pages] == ["de", "en", "de"]
    assert "Wird gesendet" in pages[2].text
    assert "Sending" in pages[1].text
