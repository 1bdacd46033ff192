"""Forged hosts and forwarded addresses: links in mails stay canonical, guessers stay known, redirects stay here."""

import re

import pytest

from tests.conftest import settings_for
from tests.factories.events import make_event
from webapp.factory import create_app
from webapp.foundation import tokens
from webapp.foundation.database import db

pytestmark = pytest.mark.usefixtures("now")
EVIL = "evil.example"
FORGED = {
    "X-Forwarded-Host": EVIL,
    "X-Forwarded-Server": EVIL,
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": "/evil.example",
    "X-Forwarded-Port": "666",
    "X-Original-URL": "/evil.example",
    "X-Rewrite-URL": "/evil.example",
    "Forwarded": f"host={EVIL};proto=https",
}
_GUESSES = 61  # one more than are answered in a minute


@pytest.fixture
def register(client, work):
    def post(headers):
        with work():
            slug = make_event().slug
        typed = {"name": "Kim Muster", "email": "kim@example.org", "consent": "y", "privacy_version": "none"}
        return client.post(f"/events/{slug}/register", data={**typed, "once_key": tokens.new_id()}, headers={**headers})

    return post


@pytest.mark.parametrize(
    "host", [EVIL, f"localhost.{EVIL}", f"localhost@{EVIL}", "localhost:80@evil.example", "[::1", ""]
)
def test_a_host_that_is_not_ours_is_refused_and_writes_no_mail(register, work, outbox, host):
    assert register({"Host": host}).status_code == 400
    with work():
        assert outbox() == []


@pytest.mark.parametrize("headers", [FORGED, {"Host": "127.0.0.1"}, {"Host": "127.0.0.1:666", **FORGED}])
def test_links_in_mails_stay_canonical(register, work, outbox, headers):
    answer = register(headers)
    assert answer.status_code == 303
    assert answer.location.startswith("/events/")
    with work():
        (mail,) = outbox()
    links = re.findall(r"https?://[^\s\"'<>]+", mail.text + mail.html)
    assert links
    assert all(link.startswith("http://localhost/") for link in links)
    assert EVIL not in mail.text + mail.html + mail.message_id


@pytest.mark.parametrize("path", ["/", "/events", "/calendar", "/calendar.ics", "/sign-in"])
def test_no_page_repeats_a_forged_host(client, work, path):
    with work():
        make_event()
    answer = client.get(path, headers=FORGED)
    assert answer.status_code == 200
    assert EVIL not in answer.text


def guess(client, headers):
    token = tokens.new_id() + tokens.new_id()
    return client.get(f"/calendar/my/{token}.ics", headers=headers).status_code


@pytest.mark.usefixtures("same_minute")
def test_a_guesser_does_not_get_away_under_made_up_addresses(client):
    codes = [guess(client, {"X-Forwarded-For": f"203.0.113.{number}"}) for number in range(_GUESSES)]
    assert set(codes[:60]) == {404}
    assert codes[60] == 429


@pytest.mark.usefixtures("same_minute")
def test_behind_a_proxy_the_address_that_the_proxy_names_counts(tmp_path, database_url):
    app = create_app(settings_for(tmp_path, database_url, proxy_hops=1))
    client = app.test_client()
    # What stands before the proxy's own entry, anybody can make up.
    codes = [guess(client, {"X-Forwarded-For": f"203.0.113.{n}, 198.51.100.7"}) for n in range(_GUESSES)]
    assert codes[60] == 429
    assert guess(client, {"X-Forwarded-For": "198.51.100.7, 198.51.100.8"}) == 404
    with app.app_context():
        db.engine.dispose()
