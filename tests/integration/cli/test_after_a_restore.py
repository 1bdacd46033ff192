"""A backup that was put back is older than what calendars and doors know: nobody takes it for what they have."""

import shutil
from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from tests.conftest import settings_for
from tests.factories.accounts import make_access_link
from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.integration.checkin.conftest import Post, make_door_event
from webapp.accounts.acting import acting_as
from webapp.accounts.types import SYSTEM, Role
from webapp.cli.backing_up import write_copy
from webapp.events import services as events
from webapp.events.queries import get_event
from webapp.factory import create_app
from webapp.foundation import clock, revisions
from webapp.foundation.database import db, session
from webapp.foundation.transaction import unit_of_work
from webapp.tickets.queries import tickets_of_registration

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def later_than_the_programs_own_files():
    with clock.set_to(datetime(2031, 1, 8, 9, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def installation(database_url, tmp_path):
    """An installation over a folder of its own, which can be started anew and put back to its backup."""
    return Installation(tmp_path)


class Installation:
    def __init__(self, folder):
        self.folder, self.settings = folder, settings_for(folder, f"sqlite:///{folder / 'dialogwerk.sqlite3'}")
        self.start()

    def start(self):
        self.app = create_app(self.settings)
        self.app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)

    def back_up(self):
        write_copy(self.settings, self.folder / "backup.sqlite3")

    def restore(self):
        with self.app.app_context():
            db.engine.dispose()
        for left in self.folder.glob("dialogwerk.sqlite3-*"):
            left.unlink()
        shutil.copy(self.folder / "backup.sqlite3", self.folder / "dialogwerk.sqlite3")
        clock.move_on(HOUR)
        self.start()

    def move(self, slug, days):
        with self.app.app_context(), acting_as(SYSTEM), unit_of_work():
            event = get_event(slug)
            begins = event.starts_at + timedelta(days=days)
            span = {"starts_at": begins, "ends_at": begins + 2 * HOUR}
            events.postpone_event(event=event, now=clock.now(), reason="Saal belegt", **span)

    def ask(self, path, **conditions):
        return self.app.test_client(use_cookies=False).get(path, headers={"Accept-Language": "de", **conditions})


@pytest.fixture
def fetched(installation):
    """The paths of an event after its move by a week, and what readers got there; then the backup is put back."""
    with installation.app.app_context(), acting_as(SYSTEM), unit_of_work():
        slug = make_event().slug
    installation.back_up()
    clock.move_on(HOUR)
    installation.move(slug, 7)
    clock.move_on(HOUR)
    paths = (f"/events/{slug}.ics", f"/events/{slug}", "/calendar.ics", "/events", "/")
    answers = {path: installation.ask(path) for path in paths}
    installation.restore()
    return slug, answers


def begins(answer):
    return [entry["DTSTART"].dt for entry in icalendar.Calendar.from_ical(answer.data).walk("VEVENT")]


CONDITIONS = {"tag": ("ETag", "If-None-Match"), "date": ("Last-Modified", "If-Modified-Since")}


@pytest.mark.parametrize("by", CONDITIONS)
@pytest.mark.parametrize("days", [None, 14], ids=["as it was", "moved anew"])
def test_whoever_fetched_what_was_lost_gets_what_there_is(installation, fetched, by, days):
    slug, answers = fetched
    if days:
        installation.move(slug, days)
        clock.move_on(HOUR)
    said, asked = CONDITIONS[by]
    for path, answer in answers.items():
        if said not in answer.headers:
            continue
        for _ in range(2):  # from the page itself and from the cache
            again = installation.ask(path, **{asked: answer.headers[said]})
            assert again.status_code == 200, (path, by)
        if path.endswith(".ics"):
            assert begins(again) != begins(answer), path


def test_numbers_of_revisions_never_come_round_again(installation):
    def bumped(times):
        with installation.app.app_context(), acting_as(SYSTEM), unit_of_work():
            for _ in range(times):
                revisions.bump("a scope")
            return revisions.read(["a scope"])[0]

    first = bumped(1)
    installation.back_up()
    lost = [bumped(1) for _ in range(50)]
    installation.restore()
    with installation.app.app_context():
        assert revisions.read(["a scope"]) == (first,)
        session().rollback()
    assert bumped(1) > lost[-1] > first


def test_doors_hear_of_each_other_after_a_restore(installation):
    """A device that was up to date asks for what came after the number that it knows."""
    with installation.app.app_context(), acting_as(SYSTEM), unit_of_work():
        event = make_door_event()
        made = [make_registration(event) for _ in range(4)]
        link = make_access_link(event, Role.DOOR)
        codes = [ticket.reference for each in made for ticket in tickets_of_registration(each.id)]
        slug, public_id = event.slug, link.public_id

    def device():
        client = installation.app.test_client()
        with client.session_transaction() as kept:
            kept["links"] = [public_id]
        return Post(client, slug)

    installation.back_up()
    north = device()
    for code in codes[:3]:
        north.send(north.fact(code))
    north.since = north.send().json["last"]
    installation.restore()
    north.client, south = device().client, device()
    south.send(south.fact(codes[3]))
    assert codes[3] in repr(north.send().json["facts"])
