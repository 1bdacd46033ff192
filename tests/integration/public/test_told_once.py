"""What is told after a redirect stands on the next page that is opened, once, whatever the browser kept of it."""

import itertools

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.integration.foundation.test_any_method import addresses, plain
from tests.world import make_world
from webapp.calendar import services as calendars
from webapp.calendar.types import FEED_LINK, OwnFeed
from webapp.foundation import clock
from webapp.foundation.http import links
from webapp.registration.types import LINK

WORDS = "Das wird einmal gesagt."


class Browser:
    """Keeps what it may keep, and asks whether that still holds."""

    def __init__(self, app):
        self.client, self.kept = app.test_client(), {}

    def open(self, path):
        """What stands on the page, as the browser shows it."""
        answer = self.client.get(path, headers=self._conditions(path))
        if answer.status_code == 304:
            return self.kept[path]
        if answer.headers.get("Cache-Control") != "no-store":
            self.kept[path] = answer
        return answer

    def tell(self):
        with self.client.session_transaction() as kept:
            kept["_flashes"] = [("info", WORDS)]

    def has_told(self):
        with self.client.session_transaction() as kept:
            return "_flashes" not in kept

    def _conditions(self, path):
        held = self.kept[path].headers if path in self.kept else {}
        names = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
        return {names[name]: held[name] for name in names if name in held}


@pytest.fixture
def paths(app, work, now):
    with work():
        world = make_world(app)
    return list(dict.fromkeys(addresses(app, world, {"public"})))


def is_page(path, answer):
    """True for what tells it; the board hangs on a wall."""
    return answer.status_code == 200 and answer.mimetype == "text/html" and "/board" not in path


def test_each_public_page_tells_it_once_and_no_other_one_does(app, paths):
    pages = [path for path in paths if is_page(path, app.test_client().get(path))]
    assert len(pages) > 15
    for path, other in itertools.pairwise([*pages, pages[0]]):
        browser = Browser(app)
        before = browser.open(path), browser.open(other)
        browser.tell()
        assert WORDS in browser.open(path).text, path
        assert WORDS not in browser.open(other).text, (path, other)
        assert plain(browser.open(path)) == plain(before[0]), path
        assert browser.open(path).status_code == 200


def test_what_is_no_page_leaves_it_to_be_told(app, paths):
    answers = [(path, app.test_client().get(path)) for path in paths]
    others = [path for path, answer in answers if answer.status_code == 200 and not is_page(path, answer)]
    assert len(others) > 8
    for path in others:
        browser = Browser(app)
        browser.open(path)
        browser.tell()
        browser.open(path)
        assert not browser.has_told(), path
        assert WORDS in browser.open("/events").text, path


def test_a_page_with_it_is_stored_nowhere_and_one_without_as_before(app, paths):
    for path in paths:
        browser = Browser(app)
        before = browser.client.get(path)
        browser.tell()
        told = browser.client.get(path)
        after = browser.client.get(path)
        if is_page(path, told):
            assert (told.headers.get("Cache-Control"), told.headers.get("ETag")) == ("no-store", None), path
            names = ("Cache-Control", "ETag", "Last-Modified")
            assert [after.headers.get(name) for name in names] == [before.headers.get(name) for name in names], path


@pytest.fixture
def ada(app, work, now):
    """The address of the event, and the tokens of her registration and of her calendar."""
    with work():
        made = make_registration(make_event(), "Ada")
        feed = calendars.open_feed(kind=OwnFeed.ATTENDEE, owner=made.email_normal, now=clock.now())
        slug, ids = made.event.slug, (made.public_id, feed.public_id)
    with app.test_request_context():
        return slug, links.seal(LINK, ids[0]), links.seal(FEED_LINK, ids[1])


@pytest.mark.parametrize("does", ["erases", "closes the calendar", "signs out"])
def test_whoever_had_the_page_before_is_told(app, ada, does):
    slug, registration, feed = ada
    action, page, words = {
        "erases": (f"/registrations/{registration}/erase", f"/events/{slug}", "gelöscht"),
        "closes the calendar": (f"/calendar/my/{feed}/close", "/calendar", "abgeschaltet"),
        "signs out": ("/sign-out", "/", "abgemeldet"),
    }[does]
    browser = Browser(app)
    browser.client.set_cookie("lang", "de")
    browser.open(page)
    done = browser.client.post(action, data={"once_key": "k"})
    assert (done.status_code, done.location) == (303, page)
    assert words in browser.open(page).text
    assert words not in browser.open("/events").text
    assert words not in browser.open(page).text
