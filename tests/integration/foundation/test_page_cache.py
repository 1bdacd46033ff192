import gzip
import itertools

import pytest

from webapp.accounts import access
from webapp.foundation import revisions
from webapp.foundation.http import page_cache
from webapp.foundation.http.public_page import SCOPES_HEADER, public_page
from webapp.foundation.revisions import RevisionScope


@pytest.fixture
def page(app):
    """A cacheable page that says how often it was rendered."""
    renderings = itertools.count(1)

    @app.get("/pages/<slug>")
    @access.public
    @public_page(lambda slug: RevisionScope(f"page:{slug}"), ages=False)
    def page(slug):
        return f"{slug} {next(renderings)}"

    client = app.test_client(use_cookies=False)
    return lambda slug="a", **headers: client.get(f"/pages/{slug}", headers=headers)


@pytest.fixture
def stale(monkeypatch):
    """Every entry is checked against its revisions at once."""
    monkeypatch.setattr(page_cache, "FRESH_SECONDS", -1.0)


def test_a_reader_without_a_cookie_gets_the_kept_page(page):
    assert page().text == "a 1"
    assert page().text == "a 1"


@pytest.mark.both
def test_a_bump_makes_the_page_anew(page, work, stale):
    assert page().text == "a 1"
    assert page().text == "a 1"
    with work():
        revisions.bump(RevisionScope("page:a"))
    assert page().text == "a 2"


def test_another_scope_leaves_it_alone(page, work, stale):
    page()
    with work():
        revisions.bump(RevisionScope("page:b"))
    assert page().text == "a 1"


def test_languages_are_kept_apart(page):
    assert page(**{"Accept-Language": "de"}).text == "a 1"
    assert page(**{"Accept-Language": "en"}).text == "a 2"


def test_whoever_carries_a_cookie_passes_by(page):
    page()
    assert page(Cookie="dialogwerk=anything").text == "a 2"


def test_a_known_tag_is_answered_304_by_cache_and_by_view(page):
    tag = page().headers["ETag"]
    kept = page(**{"If-None-Match": tag})
    made = page(**{"If-None-Match": tag, "Cookie": "x=y"})
    assert (kept.status_code, made.status_code) == (304, 304)
    assert kept.data == made.data == b""


def test_a_reader_who_unpacks_gets_it_packed(page):
    page()
    packed = page(**{"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data) == b"a 1"


def test_scopes_stay_inside_the_house(page):
    assert SCOPES_HEADER not in page().headers
    assert SCOPES_HEADER not in page(Cookie="x=y").headers


def test_a_page_that_sets_a_cookie_is_never_kept(app):
    renderings = itertools.count(1)

    @app.get("/cookie")
    @access.public
    @public_page(RevisionScope("page"))
    def page():
        from flask import make_response

        response = make_response(str(next(renderings)))
        response.set_cookie("a", "b")
        return response

    client = app.test_client(use_cookies=False)
    assert [client.get("/cookie").text for _ in range(2)] == ["1", "2"]
