"""Every entry names who acts, nobody else ever learns of it, and nothing is looked up for it that nobody asks."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.factories.accounts import make_access_link, make_user, sign_in
from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.queries import counted
from webapp.accounts import access, acting
from webapp.accounts.acting import acting_as
from webapp.accounts.errors import NobodyNamedError
from webapp.accounts.types import LINK, SYSTEM, Actor, Role
from webapp.events.models import Event
from webapp.foundation import clock, jobs, tokens, transaction
from webapp.foundation.database import db
from webapp.foundation.working import consumer
from webapp.registration import services
from webapp.registration.models import Registration
from webapp.registration.types import Application

pytestmark = pytest.mark.usefixtures("now")
PATIENCE = 60  # seconds until a test gives up waiting; nothing is judged by it


@pytest.fixture
def meeting(app):
    """Pages of the test's own; those that say who acts wait until as many have come as the test says."""
    meeting = {}

    def say():
        before = acting.actor().key
        if "here" in meeting:
            meeting["here"].wait(PATIENCE)
        return ",".join({before, acting.actor().key})

    def fail():
        raise RuntimeError(acting.actor().key)

    for name, view in (("who", say), ("fails", fail), ("quiet", lambda: "quiet")):
        app.add_url_rule(f"/{name}", name, access.public(view))
    return meeting


@pytest.fixture
def browsers(app, work, meeting):
    """Browsers of somebody who is signed in, of a link's holder, and of nobody, by who they are."""
    with work():
        users = [make_user(Role.ORGANIZER) for _ in range(2)]
        known = {each.public_id: each.email for each in users}
        link = make_access_link(make_event()).public_id
    made = {"anonymous": app.test_client()}
    for key, email in known.items():
        made[key] = app.test_client()
        sign_in(made[key], email)
    made[f"link:{link}"] = app.test_client()
    made[f"link:{link}"].post(f"/link/{tokens.seal(app.config['SECRET_KEY'], LINK, link)}")
    return made


def nobody_acts():
    with pytest.raises(NobodyNamedError):
        acting.actor()


def test_a_request_acts_as_whoever_sent_it_and_leaves_nobody_behind(browsers):
    with ThreadPoolExecutor(1) as thread:  # as gunicorn has it: the same thread takes one request after the other
        for key, browser in browsers.items():
            assert thread.submit(browser.get, "/who").result().text == key
            thread.submit(nobody_acts).result()


def test_a_request_that_fails_leaves_nobody_behind(browsers):
    with ThreadPoolExecutor(1) as thread:
        for browser in browsers.values():
            assert thread.submit(browser.get, "/fails").result().status_code == 500
            thread.submit(nobody_acts).result()


def test_requests_at_the_same_time_never_see_who_sent_the_other(meeting, browsers):
    meeting["here"] = threading.Barrier(len(browsers))
    with ThreadPoolExecutor(len(browsers)) as threads:
        for _ in range(3):
            told = {
                key: threads.submit(lambda browser=browser: browser.get("/who").text)
                for key, browser in browsers.items()
            }
            assert {key: each.result() for key, each in told.items()} == {key: key for key in browsers}


def test_a_page_that_does_not_ask_looks_nobody_up(app, browsers):
    for browser in browsers.values():
        with counted(app) as seen:
            assert browser.get("/quiet").text == "quiet"
        assert seen == []


def test_who_sent_a_request_is_looked_up_once(app, browsers):
    (user, browser), *_ = [(key, each) for key, each in browsers.items() if not key.startswith(("link", "anon"))]
    with counted(app) as seen:
        assert browser.get("/who").text == user
    assert len(seen) == 1


def test_what_waits_for_the_commit_runs_as_whoever_asked_for_it(work):
    told = []

    def note():
        told.append(acting.actor().key)

    with work():
        with acting_as(Actor("ada")):
            transaction.after_commit(note)
        transaction.after_commit(note)
    assert told == ["ada", "system"]


def test_jobs_act_as_the_house_in_threads_of_their_own(app, monkeypatch):
    monkeypatch.setattr(jobs, "_jobs", {})
    told, done = [], threading.Event()

    @jobs.job()
    def speak():
        told.append(acting.actor())
        done.set()

    worker = consumer(app)
    for _, thread in worker.worker_threads:
        thread.start()
    with app.app_context(), transaction.unit_of_work():
        jobs.wake(speak)
    assert done.wait(PATIENCE)
    worker.stop_flag.set()
    for _, thread in worker.worker_threads:
        thread.join(PATIENCE)
    assert told == [SYSTEM]
    nobody_acts()


def without_a_name(made, event):
    """Services that write down who did it, or that are only for some."""
    yield lambda: services.cancel(registration=made, now=clock.now())
    yield lambda: services.erase(registration=made, now=clock.now())
    yield lambda: services.set_tags(registration=made, tags=["Presse"], now=clock.now())
    yield lambda: services.walk_in(event=event, application=Application(name="Vera", email=""), now=clock.now())
    yield lambda: services.add_category(event=event, capacity=3)


def test_whatever_says_who_did_it_is_refused_where_nobody_was_named(app, work):
    with work():
        event = make_event()
        made = make_registration(event).id
        event_id = event.id
    with app.app_context():
        found, there = db.session.get(Registration, made), db.session.get(Event, event_id)
        for act in without_a_name(found, there):
            with pytest.raises(NobodyNamedError):
                act()
        db.session.rollback()
    with work():
        assert db.session.get(Registration, made).status == "confirmed"
