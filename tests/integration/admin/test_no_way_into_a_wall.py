"""Whoever works here is led to nothing that they may not open: no menu, way, link or button answers 403 or 404."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from sqlalchemy import select

from tests.factories.accounts import make_user, sign_in
from tests.html import parsed, text_of
from tests.world import make_world
from webapp.accounts.types import Role
from webapp.events.models import Event
from webapp.foundation.database import session

LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#?]+)')
POSTED = re.compile(r'<form\b[^>]*?\bmethod="post"[^>]*>')
FORM = re.compile(r'\baction="([^"#?]+)')
INSIDE = ("/manage", "/checkin", "/facilitate", "/board")
BEGINNINGS = ("/manage/account", "/manage", "/manage/events")
NOT_FOR_THEM = {403, 404}
# Papers that are long in the making; who may have them the matrix of rights says.
MADE = (".pdf", ".xlsx", ".csv", ".png", ".ics", "/posters", "/download")
# Ends the walk.
LAST = ("/sign-out", "/sessions/end")
# Whoever does one thing on the day or only reads, all in one world; then whoever organizes a single event.
ON_THE_DAY = ((Role.DOOR, "event"), (Role.FACILITATOR, "organisation"), (Role.READER, "organisation"))
TOGETHER = ((*ON_THE_DAY, (Role.READER, "event")), ((Role.ORGANIZER, "event"),))


@pytest.fixture
def worker(app, work, now):
    """A browser in which somebody is signed in who has this role."""
    with work():
        make_world(app)

    def make(role, by):
        with work():
            event = session().scalars(select(Event).where(Event.title == "Zukunftswerkstatt")).one()
            at = {"organisation_id": event.host_id} if by == "organisation" else {"event_key": event.public_id}
            email = make_user(role, **at).email
        browser = app.test_client()
        sign_in(browser, email)
        return browser

    return make


def led_to(html, path):
    """Where the links and the buttons of a page lead, and by which method."""
    found = [("GET", address) for address in LINK.findall(html)]
    found += [("POST", FORM.findall(tag)[0] if FORM.search(tag) else path) for tag in POSTED.findall(html)]
    for method, address in found:
        to = urlsplit(urljoin(path, address)).path
        if to.startswith(INSIDE) and not to.endswith((*MADE, *LAST)):
            yield method, to


def page_of(browser, method, path):
    """Each page is looked at once, whatever it is about."""
    adapter = browser.application.url_map.bind("localhost")
    return method, adapter.match(path, method=method)[0] if adapter.test(path, method=method) else path


def walls(browser):
    """What somebody meets who follows every link there is; a form is sent empty, and so does nothing."""
    seen, met = {}, []
    ahead = [("GET", path, "") for path in BEGINNINGS if browser.get(path).status_code == 200]
    while ahead:
        method, path, above = ahead.pop()
        page = page_of(browser, method, path)
        if page in seen:
            continue
        answer = browser.open(path, method=method)
        seen[page] = answer.status_code
        if answer.status_code in NOT_FOR_THEM:
            met.append((above, method, path, answer.status_code))
        elif method == "GET" and answer.mimetype == "text/html":
            ahead += [(how, to, path) for how, to in led_to(answer.text, path)]
    return met, len(seen)


@pytest.mark.parametrize("cases", TOGETHER, ids=["on the day", "organizer of one event"])
def test_nobody_is_led_to_what_they_may_not_open(worker, cases):
    for role, by in cases:
        met, seen = walls(worker(role, by))
        assert met == [], role
        assert seen > (4 if role in {Role.DOOR, Role.FACILITATOR} else 10), role


def test_whoever_may_not_see_a_page_is_led_to_their_own(worker):
    for role, own in ((Role.DOOR, "/manage/account"), (Role.READER, "/manage/events")):
        answer = worker(role, "event").get("/manage/settings", headers={"Accept-Language": "de"})
        assert answer.status_code == 403
        links = {text_of(link): link.get("href") for link in parsed(answer).iter("a")}
        assert links["Zu Ihrem Arbeitsbereich"] == own
