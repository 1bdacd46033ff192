"""Every public address, asked in any order and by any method: what is answered is whole, and HEAD is its headers."""

import gzip
import itertools
import re

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.factories.accounts import sign_in
from tests.world import make_world
from webapp.accounts import access
from webapp.foundation.http import assets
from webapp.foundation.http.page_cache import PageCache

# What differs with each reading: tokens of forms and one-time keys.
_OF_ONE_READING = re.compile(rb'(?:name="(?:csrf_token|once_key)" value="|name="csrf-token" content="|"csrf":")[^"]*"')
_SAYS_503_HERE = {"public.pages.readyz"}  # the tables of tests come from the models, not from a migration
COOKIES = {"none": {}, "some": {"Cookie": "x=y"}, "english": {"Cookie": "lang=en"}}
KNOWN = ("nothing", "own tag", "other language's tag", "a made-up tag", "any", "own date", "rubbish")

asking = st.tuples(
    st.sampled_from(["GET", "HEAD"]),
    st.sampled_from(["", "gzip", "gzip;q=0", "br, gzip;q=0.5"]),
    st.sampled_from(sorted(COOKIES)),
    st.sampled_from(["de", "en"]),
    st.sampled_from(KNOWN),
)


@pytest.fixture
def world(app, work, now):
    with work():
        return make_world(app)


def addresses(app, world, policies):
    """Each address of routes with these policies that can be read."""
    for rule in app.url_map.iter_rules():
        policy = access.policy_of(app.view_functions[rule.endpoint])
        if "GET" in rule.methods and policy.name in policies and rule.endpoint not in _SAYS_503_HERE:
            yield from world.addresses_of(rule)


def plain(answer):
    body = gzip.decompress(answer.data) if answer.headers.get("Content-Encoding") == "gzip" else answer.data
    return _OF_ONE_READING.sub(b"", body)


def cache_of(app):
    part = app.wsgi_app
    while not isinstance(part, PageCache):
        part = getattr(part, "_app", None) or part.application
    return part._entries


class Reader:
    """Somebody who reads one address, and what it ought to say by the view alone."""

    def __init__(self, app, path):
        self.client, self.path = app.test_client(use_cookies=False), path
        self.whole = {
            lang: self.ask("GET", {"Cookie": f"lang={lang}", "Accept-Language": lang}) for lang in ("de", "en")
        }
        self.copies = {}

    def ask(self, method, headers):
        return self.client.open(self.path, method=method, headers=headers)

    def step(self, method, packing, cookie, lang, known):
        said = "en" if cookie == "english" else lang
        headers = {**COOKIES[cookie], "Accept-Language": lang, "Accept-Encoding": packing}
        held = self.copies.get(said)
        headers |= self.condition(known, said)
        answer = self.ask(method, headers)
        about = (self.path, method, headers, answer.status)
        if answer.status_code == 304:
            held = self.copies.get("en" if said == "de" else "de") if known == "other language's tag" else held
            assert known in {"own tag", "own date", "other language's tag"}, about
            assert held is not None, about
            assert plain(held) == plain(self.whole[said]), about
            assert answer.data == b"", about
        else:
            self.check_whole(answer, method, headers, said, about)
        if method == "GET" and answer.status_code == 200:
            self.copies[said] = answer

    def condition(self, known, lang):
        held = self.copies.get(lang)
        other = self.copies.get("en" if lang == "de" else "de")
        if known == "own tag" and held and "ETag" in held.headers:
            return {"If-None-Match": held.headers["ETag"]}
        if (
            known == "other language's tag"
            and other
            and other.headers.get("ETag") != (held or other).headers.get("ETag", "")
        ):
            return {"If-None-Match": other.headers["ETag"]} if held else {}
        if known == "own date" and held and "Last-Modified" in held.headers:
            return {"If-Modified-Since": held.headers["Last-Modified"]}
        made_up = {"a made-up tag": '"made-up", W/"up"', "any": "*", "rubbish": 'W/"\x80\xff", , "'}
        return {"If-None-Match": made_up[known]} if known in made_up else {}

    def check_whole(self, answer, method, headers, lang, about):
        assert answer.status_code == self.whole[lang].status_code, about
        if method == "GET":
            assert plain(answer) == plain(self.whole[lang]), about
            assert int(answer.headers.get("Content-Length", -1)) == len(answer.data), about
            return
        assert answer.data == b"", about
        got = self.ask("GET", headers)
        told = ("Content-Type", "Content-Encoding", "Content-Length", "ETag", "Last-Modified", "Cache-Control")
        assert {name: answer.headers.get(name) for name in told} == {name: got.headers.get(name) for name in told}, (
            about
        )


QUICK = settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_any_order_of_methods_at_every_public_address(app, world):
    """A cache that has never been asked stands before each sequence."""
    read = list(dict.fromkeys(addresses(app, world, {"public"})))
    assert len(read) > 30
    for path in read:
        in_any_order(app, path)


def in_any_order(app, path):
    @QUICK
    @given(st.lists(asking, min_size=4, max_size=7))
    def run(steps):
        reader = Reader(app, path)
        cache_of(app).clear()
        for step in steps:
            reader.step(*step)

    run()


def test_a_head_comes_first_and_the_page_is_whole_for_all_who_follow(app, world):
    client = app.test_client(use_cookies=False)
    for path in dict.fromkeys(addresses(app, world, {"public", "token"})):
        for condition in ({}, {"If-None-Match": "*"}, {"If-None-Match": '"made-up"'}):
            cache_of(app).clear()
            head, got = client.head(path, headers=condition), client.get(path)
            assert head.headers.get("Content-Length") == got.headers.get("Content-Length"), path
            assert got.status_code != 200 or got.data, path


def test_whoever_refuses_packing_gets_it_plain(app, world):
    client = app.test_client(use_cookies=False)
    for _ in range(2):
        answer = client.get("/events", headers={"Accept-Encoding": "gzip;q=0, identity"})
        assert "Content-Encoding" not in answer.headers
        assert answer.text.startswith("<!DOCTYPE html>")


FOREIGN = ("evil.example", "localhost.evil.example", "evil.example:80", "ev il", "", "\x80", "[", "a:99999999999")


def test_nothing_is_told_under_a_foreign_host_however_warm_it_is(app, world):
    client = app.test_client(use_cookies=False)
    for path in ["/", "/events", "/calendar.ics", "/livez", "/nowhere", assets.asset_url("site.css")]:
        client.get(path).close()
        for method, host in itertools.product(("GET", "HEAD", "POST"), FOREIGN):
            answer = client.open(path, method=method, environ_overrides={"HTTP_HOST": host})
            assert answer.status_code == 400, (path, method, host)
            assert "dialogwerk" not in answer.text.lower(), (path, method, host)


def test_what_is_shown_to_somebody_is_stored_nowhere(app, world):
    """By the policy of the route, whatever the view thinks of: pages, tables, papers, refusals, redirects."""
    client = app.test_client()
    sign_in(client, world.admin)
    read = dict.fromkeys(addresses(app, world, policies_of(app) - {"public"}))
    assert len(read) > 60
    for path in read:
        assert client.get(path).headers.get("Cache-Control") == "no-store", path
        assert client.post(path).headers.get("Cache-Control") == "no-store", path


def test_a_public_page_with_the_name_of_whoever_is_signed_in_is_stored_nowhere(app, world):
    client = app.test_client()
    sign_in(client, world.admin)
    for path in ("/", "/events", "/plans", "/imprint", "/sign-in"):
        assert client.get(path).headers.get("Cache-Control") == "no-store", path


def policies_of(app):
    return {access.policy_of(view).name for view in app.view_functions.values()}
